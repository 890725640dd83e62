import { afterAll, expect, test } from "bun:test";
import { getTableName, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { testDatabase } from "../src/testing/test-database.ts";
import { schema } from "./schema.ts";

const { raw, close } = await testDatabase();
afterAll(close);

const tables = Object.values<unknown>(schema).filter((entry) => is(entry, PgTable));
const named = tables.map((table) => [getTableName(table), table] as const);

test("the program knows every table of the database, and no other", async () => {
  const live = await raw<{ name: string }[]>`
    select relname as name from pg_class
    where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace
      and relname <> 'schema_migrations'`;
  expect(named.map(([name]) => name).sort()).toEqual(live.map(({ name }) => name).sort());
});

test.each(named)("%s has the columns that the program believes it has", async (name, table) => {
  const believed = getTableConfig(table).columns.map((column) => ({
    name: column.name,
    type: column.getSQLType(),
    isRequired: column.notNull,
    isFilled: column.hasDefault || column.generatedIdentity !== undefined,
  }));
  expect(byName(believed)).toEqual(byName(await liveColumns(name)));
});

test.each(named)("%s is identified by what the program believes", async (name, table) => {
  const { columns, primaryKeys } = getTableConfig(table);
  const believed = [
    ...columns.filter((column) => column.primary),
    ...primaryKeys.flatMap((key) => key.columns),
  ].map((column) => column.name);
  const live = await raw<{ name: string }[]>`
      select attname as name from pg_index
      join pg_attribute on attrelid = indrelid and attnum = any (indkey)
      where indrelid = ${name}::regclass and indisprimary`;
  expect(believed.sort()).toEqual(live.map((column) => column.name).sort());
});

// --- internal ---

type Column = { name: string; type: string; isRequired: boolean; isFilled: boolean };

async function liveColumns(table: string): Promise<Column[]> {
  const rows = await raw<Column[]>`
    select attname as name,
           format_type(atttypid, atttypmod) as type,
           attnotnull as "isRequired",
           atthasdef or attidentity <> '' as "isFilled"
    from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`;
  return [...rows];
}

function byName(columns: readonly Column[]): Column[] {
  return columns.toSorted((a, b) => a.name.localeCompare(b.name));
}
