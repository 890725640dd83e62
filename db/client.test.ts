import { afterAll, expect, test } from "bun:test";
import type { Socket, SocketHandler } from "bun";
import { eq, inArray, sql } from "drizzle-orm";
import { testDatabase } from "../src/testing/test-database.ts";
import { type DatabaseAddress, openDatabase, type Queryable } from "./client.ts";
import { schema } from "./schema.ts";

const database = await testDatabase();
afterAll(database.close);
const { db, raw } = database;

const { outboxPauses } = schema;
const noon = new Date("2026-01-02T12:00:00.123Z");

test("a moment comes back as the same moment", async () => {
  await db.insert(outboxPauses).values({ scope: "noon", until: noon });
  const rows = await db.select().from(outboxPauses).where(eq(outboxPauses.scope, "noon"));
  expect(rows).toEqual([{ scope: "noon", until: noon }]);
});

test("queries with parameters are prepared, inside transactions and savepoints as well", async () => {
  await using single = openDatabase({ ...database.address, max: 1 });
  const ask = (at: Queryable, scope: string) =>
    at
      .select()
      .from(outboxPauses)
      .where(inArray(outboxPauses.scope, [scope]));
  await ask(single.db, "a");
  await single.db.transaction(async (tx) => {
    await ask(tx, "b");
    await tx.transaction((inner) => ask(inner, "c"));
  });
  const known = await single.db.execute<{ uses: number; statement: string }>(
    sql`select statement, generic_plans + custom_plans as uses from pg_prepared_statements`,
  );
  const uses = known.filter(({ statement }) => statement.includes("outbox_pauses"));
  expect(uses.map((row) => Number(row.uses))).toEqual([3]);
});

test("whole numbers are exact: numbers while they fit, digits beyond", async () => {
  const [row] =
    await raw`select 9007199254740991::int8 as largest, 9007199254740993::int8 as beyond`;
  expect(row).toEqual({ largest: 9007199254740991, beyond: "9007199254740993" });
});

test("a transaction that throws leaves nothing", async () => {
  const attempt = db.transaction(async (tx) => {
    await tx.insert(outboxPauses).values({ scope: "gone", until: noon });
    throw new Error("no");
  });
  expect(await attempt.catch((error: Error) => error.message)).toBe("no");
  expect(await db.$count(outboxPauses, eq(outboxPauses.scope, "gone"))).toBe(0);
});

test("a statement that is stuck is ended by the server", async () => {
  await using hasty = openDatabase({ ...database.address, statementTimeoutMs: 20 });
  const stuck = hasty.raw`select pg_sleep(60)`.then(
    () => "done",
    (error: unknown) => (error as { code?: string }).code,
  );
  expect(await stuck).toBe("57014");
});

test("a unix socket may be named in a URL as psql takes it", async () => {
  await using open = openDatabase({ url: database.url });
  expect((await open.raw`select 1 as one`)[0]).toEqual({ one: 1 });
});

test.skipIf("url" in database.address)(
  "of several hosts the one that answers is taken",
  async () => {
    using door = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      socket: passingTo(database.address),
    });
    const closed = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    closed.stop(true);
    const { pathname, username } = new URL(database.url);
    const hosts = `127.0.0.1:${closed.port},127.0.0.1:${door.port}`;
    await using open = openDatabase({ url: `postgres://${username}@${hosts}${pathname}` });
    expect((await open.raw`select 1 as one`)[0]).toEqual({ one: 1 });
  },
);

// --- internal ---

/** A TCP door to the test server, which listens on its socket alone. */
function passingTo(address: DatabaseAddress): SocketHandler<{ server?: Promise<Socket> }> {
  const unix = "url" in address ? "" : `${address.socketFolder}/.s.PGSQL.5432`;
  return {
    open(client) {
      const server = Bun.connect({
        unix,
        socket: { data: (_, bytes) => void client.write(bytes), close: () => void client.end() },
      });
      client.data = { server };
    },
    async data(client, bytes) {
      const copy = Uint8Array.from(bytes);
      (await client.data.server)?.write(copy);
    },
    async close(client) {
      (await client.data.server)?.end();
    },
  };
}
