import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { testDatabase } from "./test-database.ts";

test("every test file gets a database of its own with the whole schema", async () => {
  await using one = await testDatabase();
  await using other = await testDatabase();
  await one.db.execute(sql`create table only_here (id int)`);
  const tables =
    await other.raw`select to_regclass('only_here') as here, to_regclass('outbox') as outbox`;
  expect(tables[0]).toEqual({ here: null, outbox: "outbox" });
});

test("a database that is closed is gone", async () => {
  const database = await testDatabase({ schema: "empty" });
  const [row] = await database.raw`select current_database() as name`;
  await database.close();
  await using other = await testDatabase({ schema: "empty" });
  const left = await other.raw`select 1 from pg_database where datname = ${row?.["name"]}`;
  expect(left).toHaveLength(0);
});
