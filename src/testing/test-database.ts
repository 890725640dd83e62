import {
  type DatabaseAddress,
  type OpenDatabase,
  openDatabase,
  type RawSql,
} from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { startTestCluster } from "./test-cluster.ts";

export type TestDatabase = OpenDatabase & {
  /** For a second client, or for a process that is started with it. */
  readonly address: DatabaseAddress;
  readonly url: string;
};

/** A database of its own with the whole schema, on a real PostgreSQL, gone when closed. */
export async function testDatabase(
  { schema }: { readonly schema: "migrated" | "empty" } = { schema: "migrated" },
): Promise<TestDatabase> {
  const cluster = await theCluster();
  const name = `${cluster.prefix}${++cluster.count}`;
  const template = schema === "migrated" ? await theTemplate(cluster) : "template0";
  await cluster.admin.unsafe(`create database ${name} template ${template}`);
  const address = databaseOf(cluster.address, name);
  const open = openDatabase({ ...address, applicationName: "test" });
  const close = async () => {
    await open.close();
    await cluster.admin.unsafe(`drop database if exists ${name} with (force)`);
  };
  return { ...open, address, url: urlOf(address), close, [Symbol.asyncDispose]: close };
}

/** Drops what is left on a server that is not ours. Our own goes with this process. */
export async function leaveTestCluster(): Promise<void> {
  const cluster = await shared.shopTestCluster;
  if (!cluster || !("url" in cluster.address)) return;
  shared.shopTestCluster = undefined;
  await dropDatabases(cluster.admin, cluster.prefix);
  await cluster.lock.close();
}

// --- internal ---

type Cluster = {
  readonly address: DatabaseAddress;
  readonly admin: RawSql;
  readonly lock: OpenDatabase;
  readonly prefix: string;
  count: number;
  template?: Promise<string>;
};

// One cluster for the whole run, even where every test file has its own modules.
const shared = globalThis as { shopTestCluster?: Promise<Cluster> | undefined };

function theCluster(): Promise<Cluster> {
  shared.shopTestCluster ??= openCluster();
  return shared.shopTestCluster;
}

const lockSpace = 7306;

async function openCluster(): Promise<Cluster> {
  const address = await startTestCluster();
  const run = Math.floor(Math.random() * 2 ** 31);
  // The lock lives as long as this run: databases of runs whose lock is free are left-overs.
  const lock = openDatabase({ ...address, max: 1, applicationName: "test", statementTimeoutMs: 0 });
  await lock.raw`select pg_advisory_lock(${lockSpace}, ${run})`;
  if ("url" in address) await dropLeftOvers(lock.raw);
  const admin = openDatabase({ ...address, max: 2, applicationName: "test" }).raw;
  return { address, admin, lock, prefix: `shop_test_${run}_`, count: 0 };
}

function theTemplate(cluster: Cluster): Promise<string> {
  cluster.template ??= makeTemplate(cluster);
  return cluster.template;
}

async function makeTemplate(cluster: Cluster): Promise<string> {
  const name = `${cluster.prefix}template`;
  await cluster.admin.unsafe(`create database ${name} template template0`);
  await using database = openDatabase(databaseOf(cluster.address, name));
  await migrate(database.raw);
  return name;
}

async function dropLeftOvers(sql: RawSql): Promise<void> {
  const names = await sql<{ name: string }[]>`
    select datname as name from pg_database where datname like 'shop\\_test\\_%'`;
  for (const run of new Set(names.map(({ name }) => Number(name.split("_")[2])))) {
    const [lock] = await sql`select pg_try_advisory_lock(${lockSpace}, ${run}) as free`;
    if (!lock?.["free"]) continue;
    await dropDatabases(sql, `shop_test_${run}_`);
    await sql`select pg_advisory_unlock(${lockSpace}, ${run})`;
  }
}

async function dropDatabases(sql: RawSql, prefix: string): Promise<void> {
  const names = await sql<{ name: string }[]>`
    select datname as name from pg_database where starts_with(datname, ${prefix})`;
  for (const { name } of names) await sql.unsafe(`drop database if exists ${name} with (force)`);
}

function databaseOf(address: DatabaseAddress, database: string): DatabaseAddress {
  if (!("url" in address)) return { ...address, database };
  const url = new URL(address.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}

function urlOf(address: DatabaseAddress): string {
  if ("url" in address) return address.url;
  const { socketFolder, user, database } = address;
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
}
