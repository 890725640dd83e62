# Sourced by start and test: finds or installs Bun, then the dependencies of the lock file.
# Sets `bun`. Everything it writes is in the checkout: .cache and node_modules.

set -eu

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

cd "$(dirname "$0")/.."
cache="$PWD/.cache"
wanted=$(sed -n 's/.*"packageManager": *"bun@\([^"]*\)".*/\1/p' package.json)

# A home that is missing or closed must not matter.
if [ ! -d "${HOME:-/nonexistent}" ] || [ ! -w "${HOME:-/nonexistent}" ]; then
  mkdir -p "$cache/home" 2>/dev/null || fail "The folder $PWD cannot be written: run this as its owner."
  HOME="$cache/home"
  export HOME
fi
[ -w . ] || fail "The folder $PWD cannot be written: run this as its owner."

is_wanted() { [ -x "$1" ] && [ "$("$1" --version 2>/dev/null)" = "$wanted" ]; }

find_bun() {
  on_path=$(command -v bun || true)
  for bun in "$cache/bun/bun" "$on_path"; do
    if is_wanted "$bun"; then return 0; fi
  done
  return 1
}

bun_package() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo "@oven/bun-linux-x64" ;;
    Linux-aarch64) echo "@oven/bun-linux-aarch64" ;;
    *) fail "The shop runs on Linux on x86_64 and aarch64; this is $(uname -s) on $(uname -m)." ;;
  esac
}

install_bun() {
  package=$(bun_package)
  folder="$cache/bun"
  if [ -n "$on_path" ]; then add="$on_path add --exact --ignore-scripts"
  elif command -v npm >/dev/null; then
    add="npm install --no-audit --no-fund --ignore-scripts --save-exact --cache ../npm"
  else
    fail "Neither Bun nor npm is installed: install Node.js with npm (apt install npm) or Bun $wanted, and run this again."
  fi
  say "Installing Bun $wanted into .cache/bun …"
  mkdir -p "$folder"
  printf '{ "private": true }\n' >"$folder/package.json"
  (cd "$folder" && $add "$package@$wanted") >"$folder/log" 2>&1 || {
    tail -5 "$folder/log" >&2
    fail "Bun $wanted could not be installed: check the connection to the package registry and run this again."
  }
  bun="$folder/bun"
  ln -sf "node_modules/$package/bin/bun" "$bun"
  is_wanted "$bun" || fail "Bun $wanted was installed but does not run here: the shop needs a Linux with glibc."
}

install_dependencies() {
  stamp="node_modules/.installed-from"
  cat bun.lock patches/* | cmp -s - "$stamp" && return 0
  say "Installing the dependencies of bun.lock …"
  mkdir -p "$cache/install"
  "$bun" install --frozen-lockfile >"$cache/install/log" 2>&1 || {
    tail -5 "$cache/install/log" >&2
    fail "The dependencies could not be installed: check the connection to the package registry and run this again."
  }
  cat bun.lock patches/* >"$stamp"
}

find_bun || install_bun
PATH="$(cd "$(dirname "$bun")" && pwd):$PATH"
export PATH
install_dependencies
