import { is, Placeholder, SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

type Value = string | number | boolean | null;
type Places<Values> = { readonly [Name in keyof Values & string]: Placeholder<Name> };

/**
 * A statement of the busiest paths, whose text is written once: drizzle puts a text together at
 * each call, which costs as much as the driver's whole work.
 *
 * ```ts
 * const lock = statement<{ id: CustomerId }>(({ id }) => sql`select … where id = ${id}`);
 * await tx.execute(lock({ id: customerId }));
 * ```
 */
export function statement<Values extends Readonly<Record<string, Value>>>(
  write: (places: Places<Values>) => SQL,
): (values: Values) => SQL {
  let written: { readonly text: string; readonly names: readonly string[] } | undefined;
  return (values) => {
    written ??= writtenOut(write(places<Values>()));
    const { text, names } = written;
    return new Filled(
      text,
      names.map((name) => values[name]),
    );
  };
}

// --- internal ---

/** What drizzle sends as it is. */
class Filled extends SQL {
  readonly #text: string;
  readonly #values: unknown[];

  constructor(text: string, values: unknown[]) {
    super([]);
    this.#text = text;
    this.#values = values;
  }

  override toQuery(): ReturnType<SQL["toQuery"]> {
    return { sql: this.#text, params: this.#values };
  }
}

function places<Values>(): Places<Values> {
  const named = { get: (_: object, name: string) => sql.placeholder(name) };
  return new Proxy({}, named) as Places<Values>;
}

function writtenOut(query: SQL) {
  const { sql: text, params } = new PgDialect().sqlToQuery(query);
  const names = params.map((param) => {
    if (is(param, Placeholder)) return param.name;
    throw new Error(`A statement is filled by its places alone, and holds ${String(param)}`);
  });
  return { text, names };
}
