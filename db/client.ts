import type { PgDatabase } from "drizzle-orm/pg-core";
import {
  drizzle,
  type PostgresJsDatabase,
  type PostgresJsQueryResultHKT,
} from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { prepared } from "./prepared.ts";

// Without the tables: with them every transaction makes a relational query of each.
export type Db = PostgresJsDatabase;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** What a query takes: the database or a transaction on it. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>;
/** postgres.js itself, for what drizzle does not say: COPY, LISTEN, advisory locks, migrations. */
export type RawSql = postgres.Sql;

/** A URL (several hosts allowed: `postgres://user@one:5432,two:5432/shop`) or a unix socket. */
export type DatabaseAddress =
  | { readonly url: string }
  | {
      readonly socketFolder: string;
      readonly port?: number;
      readonly user: string;
      readonly database: string;
    };

export type DatabaseOptions = DatabaseAddress & {
  readonly max?: number;
  readonly applicationName?: string;
  readonly onNotice?: (message: string) => void;
  /** No statement of the shop takes this long; what does is stuck. 0 lets it run for ever. */
  readonly statementTimeoutMs?: number;
  /** The shop's zone: what SQL calls a day is the shop's day. */
  readonly timeZone?: string;
};

export type OpenDatabase = AsyncDisposable & {
  readonly db: Db;
  /** Its connections are its own, because drizzle changes the client that it is given. */
  readonly raw: RawSql;
  close(): Promise<void>;
};

/** Nothing connects before the first query. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const max = options.max ?? 10;
  const forDrizzle = connect(options, max);
  const raw = connect(options, Math.min(max, 4));
  // `?prepare=false` is for poolers that hand every transaction another server connection.
  const client = forDrizzle.options.prepare ? prepared(forDrizzle) : forDrizzle;
  const db = drizzle({ client });
  const close = async () => {
    await Promise.all([forDrizzle.end({ timeout: 5 }), raw.end({ timeout: 5 })]);
  };
  return { db, raw, close, [Symbol.asyncDispose]: close };
}

// --- internal ---

function connect(options: DatabaseOptions, max: number): RawSql {
  const settings: postgres.Options<Record<string, postgres.PostgresType>> = {
    max,
    connect_timeout: 10,
    // Each holds four megabytes of the server's memory, and a new one takes milliseconds.
    idle_timeout: 60,
    onnotice: (notice) => options.onNotice?.(notice["message"] ?? ""),
    types: { bigint },
    connection: {
      application_name: options.applicationName ?? "bot-auto-order",
      statement_timeout: options.statementTimeoutMs ?? 30_000,
      // Whoever holds row locks and says nothing for a minute has lost its process.
      idle_in_transaction_session_timeout: 60_000,
      TimeZone: options.timeZone ?? "UTC",
    },
  };
  const address = "url" in options ? ofUrl(options.url) : options;
  if ("url" in address) {
    const { url, ...rest } = address;
    return postgres(url, { ...settings, ...rest });
  }
  const { socketFolder, port = 5432, user, database } = address;
  const path = `${socketFolder}/.s.PGSQL.${port}`;
  return postgres({ ...settings, path, host: "localhost", port, user, database });
}

type UrlSettings = { url: string; path?: string; target_session_attrs?: "read-write" };

function ofUrl(text: string): UrlSettings {
  const authority = /^[^/]*\/\/([^/?]*)/.exec(text)?.[1] ?? "";
  // Of several hosts only the one that accepts writes will do: after a failover it is another.
  if (authority.slice(authority.lastIndexOf("@") + 1).includes(",")) {
    const isChosen = /[?&]target_session_attrs=/.test(text);
    return { url: text, ...(isChosen ? {} : { target_session_attrs: "read-write" }) };
  }
  // As psql takes it: `postgres:///shop?host=/run/postgresql` is a unix socket.
  const url = new URL(text);
  const folder = url.searchParams.get("host");
  if (!folder?.startsWith("/")) return { url: text };
  url.searchParams.delete("host");
  return { url: url.href, path: `${folder}/.s.PGSQL.${url.port || 5432}` };
}

/** A number as long as it is exact; beyond that the digits, so that none is lost silently. */
const bigint: postgres.PostgresType<number | string | bigint> = {
  to: 20,
  from: [20],
  serialize: (value) => value.toString(),
  parse(digits: string) {
    const value = Number(digits);
    return Number.isSafeInteger(value) ? value : digits;
  },
};
