import type postgres from "postgres";

/**
 * drizzle hands every query to `unsafe`, which does not prepare: this prepares those that carry
 * parameters, on the client and inside its transactions. The client is changed and returned.
 */
export function prepared<Client extends Preparable>(client: Client): Client {
  const { unsafe } = client;
  client.unsafe = ((text, params = [], options = {}) =>
    unsafe.call(client, text, params, {
      ...options,
      prepare: params.length > 0,
    })) as typeof unsafe;
  if (client.begin) client.begin = preparing(client.begin.bind(client));
  if (client.savepoint) client.savepoint = preparing(client.savepoint.bind(client));
  return client;
}

// --- internal ---

type Preparable = {
  unsafe: postgres.Sql["unsafe"];
  begin?: postgres.Sql["begin"];
  savepoint?: postgres.TransactionSql["savepoint"];
};

type Body = (sql: postgres.TransactionSql) => unknown;

/** `begin` and `savepoint` take (body) or (text, body), and the client they pass on is a new one. */
function preparing<Open>(open: Open): Open {
  return ((...args: [Body] | [string, Body]) => {
    const body = args[args.length - 1] as Body;
    const call = open as (...args: unknown[]) => unknown;
    return call(...args.slice(0, -1), (sql: postgres.TransactionSql) => body(prepared(sql)));
  }) as Open;
}
