import { afterAll, afterEach, expect, test } from "bun:test";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../db/client.ts";
import { type EmbeddedProcess, embeddedProcess } from "../testing/embedded-process.ts";
import { killRounds } from "../testing/kill-rounds.ts";
import type { EmbeddedLog } from "./embedded-log.ts";
import { runningServer } from "./server-process.ts";
import { type EmbeddedOptions, startEmbedded } from "./start-embedded.ts";

// One data folder for the whole story: a first start costs a second.
const dataDir = mkdtempSync(join(tmpdir(), "shop-embedded-"));
const home = join(dataDir, "postgres");
const log: EmbeddedLog = { info() {}, warn() {}, error() {} };
const children: EmbeddedProcess[] = [];

function startChild(options: Omit<Parameters<typeof embeddedProcess>[0], "dataDir">) {
  const child = embeddedProcess({ dataDir, ...options });
  children.push(child);
  return child;
}

afterEach(() => Promise.all(children.splice(0).map((child) => child.kill())));
afterAll(async () => {
  await (await startEmbedded({ dataDir, log })).stop();
  rmSync(dataDir, { recursive: true });
});

test("the first start makes a shop's database that is no superuser's", async () => {
  await using server = await startEmbedded({ dataDir, log });
  expect(server.mode).toBe("started");
  await using database = openDatabase(server.connection);
  const [row] = await database.raw`
    select current_user as me, current_database() as name, rolsuper as super,
           current_setting('fsync') as fsync, current_setting('listen_addresses') as tcp
    from pg_roles where rolname = current_user`;
  expect(row).toEqual({ me: "shop", name: "shop", super: false, fsync: "on", tcp: "" });
  await database.raw`create table kept as select 'for later' as word`;
}, 30_000);

test("a later start finds what was kept, and stopping leaves no server", async () => {
  const server = await startEmbedded({ dataDir, log });
  const database = openDatabase(server.connection);
  expect([...(await database.raw`select word from kept`)]).toEqual([{ word: "for later" }]);
  await database.close();
  await server.stop();
  await server.stop();
  expect(runningServer({ home })).toBeUndefined();
}, 30_000);

test("a second bot on the same folder is refused in one sentence", async () => {
  await using _server = await startEmbedded({ dataDir, log });
  const second = startChild({ role: "serve" });
  const fact = await second.hears();
  expect(fact?.refused).toContain(`Another bot-auto-order (process ${process.pid}) runs`);
  expect(fact?.refused).toContain("DATA_DIR");
  expect(await second.stop()).toBe(1);
}, 30_000);

test("a subcommand joins the server of the running bot and leaves it running", async () => {
  await using server = await startEmbedded({ dataDir, log });
  const subcommand = startChild({ role: "subcommand" });
  expect(await subcommand.hears()).toEqual({ ready: "connected", server: server.pid as number });
  expect(await subcommand.stop()).toBe(0);
  await using database = openDatabase(server.connection);
  expect((await database.raw`select 1 as one`)[0]).toEqual({ one: 1 });
}, 30_000);

test("a subcommand without a bot runs the server itself until its guests have left", async () => {
  const host = startChild({ role: "subcommand" });
  expect((await host.hears())?.ready).toBe("started");
  const guest = startChild({ role: "subcommand" });
  expect((await guest.hears())?.ready).toBe("connected");
  const hostEnds = host.stop();
  expect(runningServer({ home })?.isReady).toBe(true);
  await guest.stop();
  expect(await hostEnds).toBe(0);
  expect(runningServer({ home })).toBeUndefined();
}, 30_000);

test("a bot waits for a subcommand that has the folder", async () => {
  const subcommand = startChild({ role: "subcommand" });
  await subcommand.hears();
  const told = Promise.withResolvers<string>();
  const starting = startEmbedded({ dataDir, log: { ...log, info: told.resolve } });
  expect(await told.promise).toContain(`Waiting for process ${subcommand.pid}`);
  await subcommand.stop();
  await using server = await starting;
  expect(server.mode).toBe("started");
}, 30_000);

test("the server of a bot that was killed is adopted by the next", async () => {
  const first = startChild({ work: "write" });
  const { server: pid } = (await first.hears()) ?? {};
  await first.hears();
  await first.kill();
  await using server = await startEmbedded({ dataDir, log });
  expect(server.mode).toBe("adopted");
  expect(server.pid).toBe(pid as number);
  await server.stop();
  expect(runningServer({ home })).toBeUndefined();
}, 30_000);

test("a server that dies under a running bot is reported and started again", async () => {
  const told = Promise.withResolvers<string>();
  const back = Promise.withResolvers<string>();
  await using server = await startEmbedded({
    dataDir,
    log: { ...log, info: back.resolve },
    onCrash: told.resolve,
  });
  await using database = openDatabase(server.connection);
  const before = server.pid as number;
  process.kill(before, "SIGKILL");
  expect(await told.promise).toContain("PostgreSQL ended by itself");
  await back.promise;
  expect(server.pid).not.toBe(before);
  expect((await database.raw`select 1 as one`)[0]).toEqual({ one: 1 });
}, 30_000);

test("nothing that was confirmed is lost, however the bot and the server are killed", async () => {
  const report = await killRounds({ dataDir, rounds: 6 });
  expect(report.lost).toEqual([]);
  expect(report.confirmed).toBeGreaterThanOrEqual(6 * 25);
  expect(report.adoptions).toBeGreaterThan(0);
}, 60_000);

test("data of another major version is left alone, with a way out", async () => {
  const versionFile = join(home, "data", "PG_VERSION");
  const version = await Bun.file(versionFile).text();
  writeFileSync(versionFile, "17\n");
  const message = await refusal({ dataDir, log });
  expect(message).toMatch(/data of PostgreSQL 17.*brings PostgreSQL 18.*restore/);
  writeFileSync(versionFile, version);
}, 30_000);

test("a data folder that lost its contents is not filled with an empty shop", async () => {
  const versionFile = join(home, "data", "PG_VERSION");
  renameSync(versionFile, `${versionFile}.away`);
  expect(await refusal({ dataDir, log })).toContain("holds no PostgreSQL data although it exists");
  renameSync(`${versionFile}.away`, versionFile);
}, 30_000);

// --- internal ---

async function refusal(options: EmbeddedOptions): Promise<string> {
  try {
    const server = await startEmbedded(options);
    await server.stop();
  } catch (error) {
    return (error as Error).message;
  }
  return "It started.";
}
