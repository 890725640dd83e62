import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { testDatabase } from "../src/testing/test-database.ts";
import { statement } from "./statement.ts";

const sum = statement<{ one: number; other: number }>(
  ({ one, other }) => sql`select ${one}::int + ${other}::int * ${one}::int as sum`,
);

test("a statement is written once and filled at each call", async () => {
  await using database = await testDatabase({ schema: "empty" });
  expect(await database.db.execute(sum({ one: 2, other: 3 }))).toMatchObject([{ sum: 8 }]);
  const inside = await database.db.transaction((tx) => tx.execute(sum({ one: 5, other: 1 })));
  expect(inside).toMatchObject([{ sum: 10 }]);
});

test("what is filled in is a parameter, whatever it says", async () => {
  await using database = await testDatabase({ schema: "empty" });
  const echo = statement<{ word: string | null }>(({ word }) => sql`select ${word}::text as word`);
  const word = "'; drop table orders; --";
  expect(await database.db.execute(echo({ word }))).toMatchObject([{ word }]);
  expect(await database.db.execute(echo({ word: null }))).toMatchObject([{ word: null }]);
});

test("a value between the places is refused: it would be everybody's", () => {
  const wrong = statement<{ one: number }>(({ one }) => sql`select ${one}::int + ${7}::int`);
  expect(() => wrong({ one: 1 })).toThrow("filled by its places alone");
});
