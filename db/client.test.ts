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

test("a transaction whose connection is lost writes nothing, not even through the next one", async () => {
  await using single = openDatabase({ ...database.address, max: 1 });
  const attempt = single.db.transaction(async (tx) => {
    await tx.insert(outboxPauses).values({ scope: "before", until: noon });
    const [me] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await raw`select pg_terminate_backend(${me?.pid ?? 0})`;
    await untilAnswering(() => single.db.execute(sql`select 1`));
    await tx.insert(outboxPauses).values({ scope: "after", until: noon });
  });
  expect(await attempt.catch(() => "refused")).toBe("refused");
  expect(
    await single.db.$count(outboxPauses, inArray(outboxPauses.scope, ["before", "after"])),
  ).toBe(0);
});

test("a server that goes away under many queries is a fault of theirs alone", async () => {
  await using many = openDatabase({ ...database.address, max: 4, applicationName: "doomed" });
  const outcomes: Promise<unknown>[] = [];
  for (let round = 0; round < 20; round++) {
    const work = many.db.transaction(async (tx) => {
      for (let n = 0; n < 5; n++) await tx.execute(sql`select ${n}::int`);
    });
    outcomes.push(work.catch(() => "refused"));
    if (round % 4 === 3) {
      await raw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'`;
    }
  }
  await Promise.all(outcomes);
  await untilAnswering(() => many.db.execute(sql`select 1`));
});

test("a reserved connection that is lost is not given back to others", async () => {
  await using single = openDatabase({ ...database.address, max: 1 });
  const reserved = await single.raw.reserve();
  const [me] = await reserved`select pg_backend_pid() as pid`;
  await raw`select pg_terminate_backend(${me?.["pid"]})`;
  expect(await reserved`select 1`.catch(() => "refused")).toBe("refused");
  reserved.release();
  await untilAnswering(() => single.raw`select 1`);
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

async function untilAnswering(ask: () => PromiseLike<unknown>): Promise<void> {
  for (let answer: unknown; !answer; ) {
    try {
      answer = await ask();
    } catch {
      // Not yet.
    }
  }
}

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
