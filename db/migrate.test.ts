import { expect, test } from "bun:test";
import { type TestDatabase, testDatabase } from "../src/testing/test-database.ts";
import { openDatabase } from "./client.ts";
import { dryRunMigrations, type MigrationError, migrate, migrationStatus } from "./migrate.ts";
import type { Migration } from "./migrations.ts";

const shelves: Migration = { name: "0001_shelves", sql: "create table shelves (id int);" };
const boxes: Migration = {
  name: "0002_boxes",
  sql: "create table boxes (id int); insert into boxes values (1);",
};
const broken: Migration = {
  name: "0003_broken",
  sql: "create table half (id int); insert into nowhere values (1);",
};

test("what is pending is applied in order, once", async () => {
  await using database = await testDatabase({ schema: "empty" });
  const all = [shelves, boxes];
  expect(await migrationStatus(database.raw, all)).toEqual({
    applied: [],
    pending: ["0001_shelves", "0002_boxes"],
  });
  expect(await migrate(database.raw, all)).toEqual({ applied: ["0001_shelves", "0002_boxes"] });
  expect(await migrate(database.raw, all)).toEqual({ applied: [] });
  expect(await migrationStatus(database.raw, all)).toEqual({
    applied: ["0001_shelves", "0002_boxes"],
    pending: [],
  });
});

test("a migration that was merged late is applied all the same", async () => {
  await using database = await testDatabase({ schema: "empty" });
  await migrate(database.raw, [boxes]);
  expect(await migrate(database.raw, [shelves, boxes])).toEqual({ applied: ["0001_shelves"] });
});

test("of runners that start together each migration has one", async () => {
  await using database = await testDatabase({ schema: "empty" });
  const runners = Array.from({ length: 4 }, () => openDatabase({ ...database.address, max: 2 }));
  const results = await Promise.all(runners.map(({ raw }) => migrate(raw, [shelves, boxes])));
  await Promise.all(runners.map((runner) => runner.close()));
  expect(results.flatMap(({ applied }) => applied).sort()).toEqual(["0001_shelves", "0002_boxes"]);
  expect(await count(database, "boxes")).toBe(1);
});

test("a migration that fails leaves nothing of itself and keeps those before it", async () => {
  await using database = await testDatabase({ schema: "empty" });
  const error = await refusal(migrate(database.raw, [shelves, boxes, broken]));
  expect(error.message).toContain("0003_broken failed and was taken back");
  expect(error.message).toContain("nowhere");
  expect(await exists(database, "half")).toBe(false);
  expect((await migrationStatus(database.raw, [shelves, boxes, broken])).pending).toEqual([
    "0003_broken",
  ]);
});

test("a migration that changed after it was applied stops everything", async () => {
  await using database = await testDatabase({ schema: "empty" });
  await migrate(database.raw, [shelves]);
  const edited = { ...shelves, sql: `${shelves.sql} -- edited` };
  const error = await refusal(migrate(database.raw, [edited, boxes]));
  expect(error.message).toContain("0001_shelves has changed since it was applied");
  expect(await exists(database, "boxes")).toBe(false);
});

test("a database that a newer program has moved on is left alone", async () => {
  await using database = await testDatabase({ schema: "empty" });
  await migrate(database.raw, [shelves, boxes]);
  const error = await refusal(migrate(database.raw, [shelves]));
  expect(error.message).toContain("The database is newer than this program");
  expect(error.message).toContain("0002_boxes");
});

test("a dry run finds what would fail and changes nothing", async () => {
  await using database = await testDatabase({ schema: "empty" });
  await migrate(database.raw, [shelves]);
  expect(await dryRunMigrations(database.raw, [shelves, boxes])).toEqual({
    pending: ["0002_boxes"],
  });
  expect(await exists(database, "boxes")).toBe(false);
  const error = await refusal(dryRunMigrations(database.raw, [shelves, boxes, broken]));
  expect(error.message).toContain("0003_broken");
  expect(await exists(database, "boxes")).toBe(false);
});

test("the shop's own migrations build a schema from nothing", async () => {
  await using database = await testDatabase({ schema: "empty" });
  await migrate(database.raw);
  expect((await migrationStatus(database.raw)).pending).toEqual([]);
  expect(await exists(database, "orders")).toBe(true);
});

// --- internal ---

async function refusal(attempt: Promise<unknown>): Promise<MigrationError> {
  const outcome = await attempt.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Error);
  expect((outcome as Error).name).toBe("MigrationError");
  return outcome as MigrationError;
}

async function exists({ raw }: TestDatabase, table: string): Promise<boolean> {
  const [row] = await raw`select to_regclass(${table}) is not null as here`;
  return row?.["here"] === true;
}

async function count({ raw }: TestDatabase, table: string): Promise<number> {
  const [row] = await raw`select count(*) as rows from ${raw(table)}`;
  return row?.["rows"];
}
