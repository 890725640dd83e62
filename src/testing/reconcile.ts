import { sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import type { Person } from "../demo/telegram/person.ts";
import { systemClock } from "../lib/clock.ts";
import { examine } from "../ops/doctor/doctor.ts";
import { laws } from "../ops/doctor/laws.ts";
import { contentIdentity } from "../shop/stock/content.ts";
import { testVault } from "./catalog-factories.ts";
import type { ShopWorld } from "./shop-world.ts";

type Books = Pick<ShopWorld, "db" | "pakasir">;

/**
 * Holds the gateway's ledger, the database, and what every person has seen against each other.
 * Nothing in the list: not a rupiah and not a unit is lost, and none was there twice.
 */
export async function reconcile(world: Books, people: readonly Person[]): Promise<string[]> {
  return [
    ...(await brokenLaws(world.db)),
    ...(await straysInTheBooks(world)),
    ...(await strayGoods(world.db, people)),
    ...(await strayInvoices(world.db, people)),
    ...(await leftWaiting(world.db)),
  ];
}

/** What is still on its way: queues, and orders that are neither delivered nor over. */
export async function leftWaiting(db: Db): Promise<string[]> {
  const rows = await db.execute<{ what: string }>(sql`
    select 'update ' || update_id || ' is ' || state as what from telegram_updates
      where state in ('pending', 'answering', 'failed')
    union all select 'message ' || id || ' (' || kind || ') is ' || state || coalesce(': ' || last_error, '')
      from outbox where state in ('waiting', 'parked')
    union all select 'callback ' || id || ' of ' || reference || ' is not looked at'
      from payment_events where processed_at is null
    union all select 'order ' || code || ' is ' || state from orders
      where state in ('awaiting_payment', 'paid')
    union all select 'payment ' || reference || ' is ' || state from payments
      where state in ('created', 'pending')
    union all select 'deposit ' || code || ' is ' || state from deposits where state = 'pending'`);
  return rows.map(({ what }) => what);
}

// --- internal ---

async function brokenLaws(db: Db): Promise<string[]> {
  const { findings } = await examine({ db, clock: systemClock }, laws);
  return findings.flatMap(({ law, violations }) =>
    violations.map(({ subject, detail }) => `${law}: ${subject}: ${detail}`),
  );
}

/** Every rupiah that the gateway credited is in our books once, and nothing that it did not. */
async function straysInTheBooks({ db, pakasir }: Books): Promise<string[]> {
  const rows = await db.execute<{ id: string; amount: number; unclaimed: number }>(sql`
    select transaction_id as id, amount, unclaimed from money_in where gateway = 'pakasir'`);
  const ours = new Map(rows.map((row) => [row.id, row]));
  const complaints: string[] = [];
  for (const { txnId, orderId, amount, isCredited } of pakasir.ledger) {
    if (!isCredited) continue;
    const booked = ours.get(txnId);
    if (!booked) complaints.push(`${amount} for ${orderId} came and is in no book`);
    else if (booked.amount !== amount) {
      complaints.push(`${amount} for ${orderId} came and ${booked.amount} is booked`);
    }
    if (booked && booked.unclaimed > 0) complaints.push(`${amount} for ${orderId} is unclaimed`);
    ours.delete(txnId);
  }
  for (const { id, amount } of ours.values()) {
    complaints.push(`${amount} is booked as ${id}, and never came`);
  }
  return complaints;
}

/** Nothing that is over looks as if it could be paid. */
async function strayInvoices(db: Db, people: readonly Person[]): Promise<string[]> {
  const open = await db.execute<{ code: string }>(sql`
    select code from orders where state = 'awaiting_payment'
    union all select code from deposits where state = 'pending'`);
  const payable = new Set(open.map(({ code }) => code));
  return people.flatMap((person) =>
    person.messages
      .filter(({ from, text }) => from === "bot" && text.includes("Bayar tepat"))
      .map(({ text }) => /\b[A-Z]{3}-\w+/.exec(text)?.[0] ?? text)
      .filter((code) => !payable.has(code))
      .map((code) => `${code} is over and still looks payable to ${person.id}`),
  );
}

type SoldUnit = { readonly code: string; readonly customer: number; readonly state: string };

/** Every unit that was sold is on its buyer's screen once, and no other on anybody's. */
async function strayGoods(db: Db, people: readonly Person[]): Promise<string[]> {
  const units = await unitsByContent(db);
  const complaints: string[] = [];
  const seen = new Map<string, number>();
  for (const person of people) {
    for (const content of shownTo(person, units)) {
      seen.set(content, (seen.get(content) ?? 0) + 1);
      const unit = units.get(content);
      if (!unit) complaints.push(`${content} was shown to ${person.id}, and is not sold`);
      else if (unit.customer !== person.id) {
        complaints.push(`${content} of ${unit.customer} was shown to ${person.id}`);
      }
    }
  }
  for (const [content, unit] of units) {
    const times = seen.get(content) ?? 0;
    if (!unit || times === 1) continue;
    complaints.push(`${content} (${unit.code}, ${unit.state}) was shown ${times} times`);
  }
  return complaints;
}

/** Undefined for one that nobody owns. */
async function unitsByContent(db: Db): Promise<Map<string, SoldUnit | undefined>> {
  const rows = await db.execute<{
    content: string;
    fingerprint: Uint8Array;
    state: string;
    code: string | null;
    customer: number | null;
    order: string | null;
  }>(sql`
    select c.content, c.fingerprint, c.state, o.code, o.customer_id as customer, o.state as order
    from product_contents c left join orders o on o.id = c.order_id
    where c.content is not null`);
  return new Map(
    rows.map(({ content, fingerprint, state, code, customer, order }) => {
      const isSold = state === "sold" && code !== null && customer !== null;
      const owner = isSold ? { code, customer, state: order ?? "" } : undefined;
      return [testVault.open(content, contentIdentity(Buffer.from(fingerprint))), owner] as const;
    }),
  );
}

/** Each appearance of each unit: a message that shows it anew, or another one, counts again. */
function shownTo(person: Person, units: ReadonlyMap<string, unknown>): string[] {
  return person.history
    .filter(({ from }) => from === "bot")
    .flatMap(({ versions }) =>
      versions.flatMap(({ content: { text, file } }) => {
        const words = `${text} ${file?.type.startsWith("text/") ? Buffer.from(file.bytes) : ""}`;
        return [...new Set(words.split(/[^\w-]+/))].filter((word) => units.has(word));
      }),
    );
}
