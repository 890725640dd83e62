import { afterAll, expect, test } from "bun:test";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "../../scripts/build.ts";
import { builtBinary } from "../testing/built-binary.ts";

const binary = builtBinary();
const root = join(import.meta.dir, "..", "..");
const place = mkdtempSync(join(tmpdir(), "shop-build-"));
afterAll(() => rmSync(place, { recursive: true }));

test("the same sources give the same bytes", async () => {
  const again = build({ outfile: join(place, "elsewhere", "another-name") });
  expect(await digest(again)).toBe(await digest(binary));
}, 120_000);

test("the binary stays below 140 MB", () => {
  expect(statSync(binary).size).toBeLessThan(140_000_000);
});

test("the binary knows nothing of the machine that built it", async () => {
  const bytes = Buffer.from(await Bun.file(binary).arrayBuffer());
  expect(bytes.includes(`${root}/`)).toBe(false);
});

test("it runs from any folder with an empty environment", () => {
  const { exitCode, stdout } = run([binary, "version", "--json"], place);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout.toString())).toMatchObject({ bun: Bun.version });
});

test("files that strangers put beside it change nothing", () => {
  const trap = join(place, "trap");
  mkdirSync(trap);
  writeFileSync(join(trap, ".env"), "BOT_STORE_NAME=trapped\nHTTP_PORT=not-a-port\n");
  writeFileSync(join(trap, "bunfig.toml"), 'preload = ["./evil.ts"]\n');
  writeFileSync(join(trap, "evil.ts"), 'console.log("trapped"); process.exit(66);\n');
  writeFileSync(join(trap, "package.json"), '{ "name": "trapped", "version": "6.6.6" }');
  copyFileSync(binary, join(trap, "bot-auto-order"));
  const { exitCode, stdout, stderr } = run([join(trap, "bot-auto-order"), "config"], trap);
  expect(exitCode).not.toBe(66);
  expect(`${stdout}${stderr}`).not.toContain("trapped");
  expect(`${stdout}${stderr}`).not.toContain("not-a-port");
});

test("it needs nothing but the C library and the names of users", () => {
  const house = bareHouse();
  if (!house || inHouse(house, "true").exitCode !== 0) {
    process.stderr.write("  skipped: a house of its own (unshare, chroot) cannot be made here\n");
    return;
  }
  const { exitCode, stdout } = inHouse(house, 'exec chroot "$1" /bot-auto-order version');
  expect(stdout.toString()).toContain(Bun.version);
  expect(exitCode).toBe(0);
});

test("for another processor it is built as well", async () => {
  if (process.arch !== "x64") return;
  const foreign = build({ target: "linux-arm64", outfile: join(place, "arm64") });
  const header = new Uint8Array(await Bun.file(foreign).slice(0, 20).arrayBuffer());
  const aarch64 = 0xb7;
  expect(header[18]).toBe(aarch64);
  expect(statSync(foreign).size).toBeLessThan(140_000_000);
}, 180_000);

// --- internal ---

/** Runs a line of shell where /proc and /dev/null of the house exist, and only there. */
function inHouse(house: string, line: string) {
  const furnish = 'mount -t proc proc "$1/proc" && mount --bind /dev/null "$1/dev/null"';
  return Bun.spawnSync(["unshare", "--mount", "sh", "-c", `${furnish} && ${line}`, "sh", house], {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
    stdin: "ignore",
  });
}

function run(command: string[], cwd: string) {
  return Bun.spawnSync(command, { cwd, env: {}, stdin: "ignore" });
}

async function digest(path: string): Promise<string> {
  const hasher = new Bun.CryptoHasher("sha256");
  for await (const chunk of Bun.file(path).stream()) hasher.update(chunk);
  return hasher.digest("hex");
}

/** A root folder with the program, what it is linked with, and nothing else. */
function bareHouse(): string | undefined {
  if (process.getuid?.() !== 0 || !Bun.which("unshare")) return undefined;
  const house = join(place, "house");
  const linked = Bun.spawnSync(["ldd", binary]).stdout.toString();
  for (const library of linked.match(/\/\S+\.so\S*/g) ?? []) {
    mkdirSync(join(house, dirname(library)), { recursive: true });
    copyFileSync(library, join(house, library));
  }
  copyFileSync(binary, join(house, "bot-auto-order"));
  for (const folder of ["proc", "dev"]) mkdirSync(join(house, folder));
  writeFileSync(join(house, "dev", "null"), "");
  return house;
}
