import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { DatabaseAddress } from "../../db/client.ts";
import { prepared } from "../../db/prepared.ts";
import { placeOrder } from "../../src/shop/orders/place-order.ts";
import { aCheckoutOf, checkoutDeps } from "./a-checkout.ts";
import { pgbenchLiteral } from "./pgbench.ts";

/** What one checkout says to the server, word for word, as a script for pgbench. */
export async function capturedCheckout(
  address: DatabaseAddress,
  customers: { readonly first: number; readonly last: number },
): Promise<string> {
  const captured = await capture(address, customers.last);
  const varying = new Map([
    [String(customers.last), ":customer::bigint"],
    [String(captured.orderId), ":c_orderId::bigint"],
    [code, "('INV-B' || :c_orderId::text)"],
  ]);
  const fill = (value: unknown): string => {
    const known = varying.get(String(value));
    if (known !== undefined) return known;
    // The new order's number stands inside the message to the admins as well.
    const pieces = typeof value === "string" ? value.split(String(captured.orderId)) : [];
    if (pieces.length < 2) return pgbenchLiteral(value);
    return `(${pieces.map(pgbenchLiteral).join(" || :c_orderId::text || ")})`;
  };
  const lines = captured.said.map(({ text, values }) => {
    const filled = text
      .replace(/\s+/g, " ")
      .replace(/\$(\d+)/g, (_, place: string) => fill(values[Number(place) - 1]));
    return /nextval\('orders_id_seq'\)/.test(filled) ? `${filled} \\gset c_` : `${filled};`;
  });
  const { first, last } = customers;
  return [String.raw`\set customer random(${first}, ${last - 1})`, ...lines].join("\n");
}

// --- internal ---

const code = "INV-CAPTURED";

async function capture(address: DatabaseAddress, customer: number) {
  const said: { text: string; values: readonly unknown[] }[] = [];
  const client = postgres({
    ...settingsOf(address),
    max: 1,
    debug: (_connection, text, values) => void said.push({ text, values }),
  });
  // A number that stands for nothing else among the values.
  await client`select setval('orders_id_seq', 7654321)`;
  said.length = 0;
  const deps = { db: drizzle({ client: prepared(client) }), ...checkoutDeps(() => code) };
  const outcome = await placeOrder(deps, aCheckoutOf(customer));
  await client.end();
  if (!outcome.ok) throw new Error(`The captured checkout was refused: ${outcome.reason}`);
  const { orderId } = outcome.value;
  return { orderId, said: said.filter(({ text }) => !/^\s*select b\.oid|pg_catalog/.test(text)) };
}

function settingsOf(address: DatabaseAddress): postgres.Options<Record<string, never>> {
  if ("url" in address) throw new Error("pgbench and the bench meet on a server of their own");
  const { socketFolder, port = 5432, user, database } = address;
  return { path: `${socketFolder}/.s.PGSQL.${port}`, user, database };
}
