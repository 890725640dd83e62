import type { RawSql } from "./client.ts";
import { type Migration, migrations as shippedMigrations } from "./migrations.ts";

export type MigrationStatus = {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
};

/** The schema and the program do not fit together, and going on would do harm. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** Applies what is pending, in order, each in one transaction. Any number may run at once. */
export async function migrate(
  sql: RawSql,
  migrations: readonly Migration[] = shippedMigrations,
): Promise<{ readonly applied: readonly string[] }> {
  const { pending } = await migrationStatus(sql, migrations);
  const applied: string[] = [];
  for (const migration of migrations.filter(({ name }) => pending.includes(name))) {
    if (await sql.begin((tx) => apply(tx, migration))) applied.push(migration.name);
  }
  return { applied };
}

/** Runs everything that is pending and takes it back: what fails here would fail for real. */
export async function dryRunMigrations(
  sql: RawSql,
  migrations: readonly Migration[] = shippedMigrations,
): Promise<{ readonly pending: readonly string[] }> {
  const { pending } = await migrationStatus(sql, migrations);
  const todo = migrations.filter(({ name }) => pending.includes(name));
  const takeBack = new Error("dry run");
  await sql
    .begin(async (tx) => {
      for (const migration of todo) await apply(tx, migration);
      throw takeBack;
    })
    .catch((error: unknown) => {
      if (error !== takeBack) throw error;
    });
  return { pending };
}

/** Refuses a database that a newer program has moved on, or whose history is not ours. */
export async function migrationStatus(
  sql: RawSql,
  migrations: readonly Migration[] = shippedMigrations,
): Promise<MigrationStatus> {
  const rows = await recorded(sql);
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, sha256 } of rows) {
    const migration = known.get(name);
    if (!migration) {
      throw new MigrationError(
        `The database is newer than this program: it holds the migration ${name}. Run the newer version, or restore a backup made by this one.`,
      );
    }
    if (sha256 !== digest(migration)) {
      throw new MigrationError(
        `The migration ${name} has changed since it was applied. Put the old text back and write the change as a new migration.`,
      );
    }
  }
  const applied = new Set(rows.map(({ name }) => name));
  return {
    applied: migrations.map(({ name }) => name).filter((name) => applied.has(name)),
    pending: migrations.map(({ name }) => name).filter((name) => !applied.has(name)),
  };
}

// --- internal ---

type Row = { name: string; sha256: string };
type Transaction = Parameters<Parameters<RawSql["begin"]>[1]>[0];

const lockKey = 7_306_086_967_001; // any number that nothing else in the database locks

async function recorded(sql: RawSql): Promise<readonly Row[]> {
  const [found] = await sql`select to_regclass('schema_migrations') is not null as exists`;
  return found?.["exists"]
    ? sql<Row[]>`select name, sha256 from schema_migrations order by name`
    : [];
}

/** False when another runner was first. The row comes first, so that it can be told. */
async function apply(tx: Transaction, migration: Migration): Promise<boolean> {
  await tx`set local statement_timeout = 0`;
  await tx`set local client_min_messages = warning`;
  await tx`select pg_advisory_xact_lock(${lockKey})`;
  await tx`
    create table if not exists schema_migrations (
      name text constraint schema_migrations_pkey primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`;
  const inserted = await tx`
    insert into schema_migrations (name, sha256) values (${migration.name}, ${digest(migration)})
    on conflict do nothing returning name`;
  if (inserted.length === 0) return false;
  try {
    await tx.unsafe(migration.sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(
      `The migration ${migration.name} failed and was taken back: ${reason}`,
      { cause: error },
    );
  }
  return true;
}

function digest({ sql }: Migration): string {
  return new Bun.CryptoHasher("sha256").update(sql).digest("hex");
}
