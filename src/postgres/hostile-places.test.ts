import { afterEach, expect, test } from "bun:test";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../db/client.ts";
import { embeddedProcess } from "../testing/embedded-process.ts";
import { canReach } from "./server-user.ts";
import { startEmbedded } from "./start-embedded.ts";

const log = { info() {}, warn() {}, error() {} };
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const places: string[] = [];
const mounts: string[] = [];

afterEach(() => {
  for (const mount of mounts.splice(0)) Bun.spawnSync(["umount", "-l", mount]);
  for (const place of places.splice(0)) rmSync(place, { recursive: true, force: true });
});

test("a path that is longer than a socket's may be is no obstacle", async () => {
  const dataDir = join(aPlace(), "long".repeat(30));
  await using server = await startEmbedded({ dataDir, log });
  expect(await answers(server.connection)).toBe(true);
}, 30_000);

test("a folder that cannot be written is named, with what to do", async () => {
  const place = aPlace();
  if (isRoot) chmodSync(place, 0o755);
  else chmodSync(place, 0o500);
  const child = embeddedProcess({
    dataDir: join(place, "data"),
    ...(isRoot && canOthersRunTests ? { user: nobody } : {}),
  });
  const fact = await child.hears();
  await child.stop();
  if (isRoot && !canOthersRunTests) return skipped("the checkout is closed to ordinary users");
  expect(fact?.refused).toContain(join(place, "data", "postgres"));
  expect(fact?.refused).toContain("cannot be used by this user");
}, 30_000);

test("an ordinary user runs it as himself", async () => {
  if (!isRoot) return skipped("this run is an ordinary user's already");
  if (!canOthersRunTests) return skipped("the checkout is closed to ordinary users");
  const place = aPlace();
  chownSync(place, nobody.uid, nobody.gid);
  const child = embeddedProcess({ dataDir: place, user: nobody });
  const fact = await child.hears();
  expect(fact?.ready).toBe("started");
  expect(await ownerOf(fact?.server as number)).toBe(nobody.uid);
  expect(await child.stop()).toBe(0);
}, 30_000);

test("root runs it as somebody else, even in a folder that is closed to all others", async () => {
  if (!isRoot) return skipped("this run is not root's");
  const place = aPlace();
  chmodSync(place, 0o700);
  await using server = await startEmbedded({ dataDir: join(place, "data"), log });
  expect(await ownerOf(server.pid as number)).toBe(nobody.uid);
  expect(await answers(server.connection)).toBe(true);
}, 30_000);

test("root leaves a store's data to the user whose it is", async () => {
  if (!isRoot) return skipped("this run is not root's");
  const place = aPlace();
  chownSync(place, 1, 1);
  await using server = await startEmbedded({ dataDir: place, log });
  expect(await ownerOf(server.pid as number)).toBe(1);
}, 30_000);

test("a disk that is too small for a first start is called full, and leaves no ruin", async () => {
  const disk = aDisk("20m");
  if (!disk) return skipped("no small disk can be mounted here");
  const dataDir = join(disk, "data");
  expect(await refusal(dataDir)).toContain("is full. Free some space");
  expect(readdirSync(join(dataDir, "postgres"))).not.toContain("data");
  Bun.spawnSync(["mount", "-o", "remount,size=400m", disk]);
  await using server = await startEmbedded({ dataDir, log });
  expect(await answers(server.connection)).toBe(true);
}, 30_000);

test("a disk that fills up while the shop runs costs nothing that was confirmed", async () => {
  const disk = aDisk("120m");
  if (!disk) return skipped("no small disk can be mounted here");
  const dataDir = join(disk, "data");
  const server = await startEmbedded({ dataDir, log });
  const database = openDatabase({ ...server.connection, max: 1 });
  await database.raw`create table marks (n bigint, filler text)`;
  let confirmed = 0;
  const fault = await (async () => {
    for (;;) {
      await database.raw`
        insert into marks select ${confirmed + 1}, repeat(md5(random()::text), 40)
        from generate_series(1, 4000)`;
      confirmed++;
    }
  })().catch((error: Error) => error);
  expect(String(fault)).toMatch(/No space left|CONNECTION|terminat|recovery/i);
  await database.close();
  await server.stop();

  Bun.spawnSync(["mount", "-o", "remount,size=500m", disk]);
  await using again = await startEmbedded({ dataDir, log });
  await using reopened = openDatabase(again.connection);
  const [row] = await reopened.raw`select count(distinct n) as kept from marks`;
  expect(row?.["kept"]).toBeGreaterThanOrEqual(confirmed);
}, 60_000);

test("a disk that is mounted read-only is called that", async () => {
  const disk = aDisk("40m");
  if (!disk) return skipped("no small disk can be mounted here");
  Bun.spawnSync(["mount", "-o", "remount,ro", disk]);
  expect(await refusal(join(disk, "data"))).toContain("mounted read-only");
}, 30_000);

// --- internal ---

const canOthersRunTests = canReach(nobody, import.meta.dir);

function skipped(why: string): void {
  process.stderr.write(`  skipped: ${why}\n`);
}

function aPlace(): string {
  const place = mkdtempSync(join(tmpdir(), "shop-place-"));
  places.push(place);
  return place;
}

function aDisk(size: string): string | undefined {
  const disk = join(aPlace(), "disk");
  mkdirSync(disk);
  if (!isRoot) return undefined;
  const { exitCode } = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${size}`, "none", disk]);
  if (exitCode !== 0) return undefined;
  mounts.push(disk);
  chmodSync(disk, 0o755);
  return disk;
}

async function refusal(dataDir: string): Promise<string> {
  try {
    const server = await startEmbedded({ dataDir, log });
    await server.stop();
  } catch (error) {
    return (error as Error).message;
  }
  return "It started.";
}

async function answers(address: Parameters<typeof openDatabase>[0]): Promise<boolean> {
  await using database = openDatabase(address);
  const [row] = await database.raw`select true as yes`;
  return row?.["yes"] === true;
}

async function ownerOf(pid: number): Promise<number> {
  const status = await Bun.file(`/proc/${pid}/status`).text();
  return Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
}
