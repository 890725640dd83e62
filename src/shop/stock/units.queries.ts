import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { productContents } from "../../../db/schema/catalog.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ContentId, OrderId, ProductId } from "../../lib/ids.ts";
import { contentIdentity, fingerprintOf, maskContent } from "./content.ts";

export type UnitState = (typeof productContents.$inferSelect)["state"];

export type Unit = {
  readonly id: ContentId;
  readonly productId: ProductId;
  readonly state: UnitState;
  readonly orderId: OrderId | null;
  /** Enough to recognise it by; a copy of a capped shared product has nothing of its own. */
  readonly masked: string | null;
};

export type UnitsPage = {
  readonly units: readonly Unit[];
  /** Where the next page goes on, or nothing at the end. */
  readonly next: ContentId | null;
};

type Reading = { readonly db: Queryable; readonly vault: Vault };

/** The newest first. */
export async function listUnits(
  { db, vault }: Reading,
  query: {
    readonly productId: ProductId;
    readonly states?: readonly UnitState[];
    readonly before?: ContentId | null;
    readonly limit: number;
  },
): Promise<UnitsPage> {
  const rows = await readUnits(db, { ...query, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  return {
    units: shown.map((row) => ({ ...plain(row), masked: maskedOf(vault, row) })),
    next: rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** The one unit with exactly this content, whatever product and state it is in. */
export async function findUnitByContent(
  { db, vault }: Reading,
  content: string,
): Promise<Unit | undefined> {
  const fingerprint = fingerprintOf(vault, content.trim()).toString("hex");
  const [row] = await db.execute<UnitRow>(sql`
    select ${unitColumns} from product_contents where fingerprint = decode(${fingerprint}, 'hex')`);
  return row && { ...plain(row), masked: maskedOf(vault, row) };
}

/**
 * Units whose content holds these words. They are sealed, so each is opened and looked at: a page
 * looks at so many, and says where the next one goes on even if it found nothing.
 */
export async function searchUnits(
  { db, vault }: Reading,
  query: {
    readonly productId: ProductId;
    readonly text: string;
    readonly before?: ContentId | null;
    readonly limit: number;
    readonly look?: number;
  },
): Promise<UnitsPage> {
  const { productId, before = null, limit, look = 5_000 } = query;
  const wanted = query.text.trim().toLowerCase();
  const rows = await readUnits(db, { productId, before, limit: look });
  const units: Unit[] = [];
  for (const row of rows) {
    const content = openUnit(vault, row);
    if (!content?.toLowerCase().includes(wanted)) continue;
    units.push({ ...plain(row), masked: maskContent(content) });
    if (units.length === limit) return { units, next: row.id };
  }
  return { units, next: rows.length === look ? (rows.at(-1)?.id ?? null) : null };
}

export async function countUnits(
  queryable: Queryable,
  productId: ProductId,
): Promise<Readonly<Record<UnitState, number>>> {
  const rows = await queryable.execute<{ state: UnitState; units: number }>(sql`
    select state, count(*) as units from product_contents
    where product_id = ${productId} group by state`);
  const none = { available: 0, reserved: 0, sold: 0, quarantined: 0, retired: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ state, units }) => [state, units])) };
}

export type UnitRow = {
  readonly id: ContentId;
  readonly productId: ProductId;
  readonly state: UnitState;
  readonly orderId: OrderId | null;
  readonly content: string | null;
  readonly fingerprint: string | null;
};

export const unitColumns = sql`id, product_id as "productId", state, order_id as "orderId",
  content, encode(fingerprint, 'hex') as fingerprint`;

export function openUnit(
  vault: Vault,
  { content, fingerprint }: Pick<UnitRow, "content" | "fingerprint">,
): string | null {
  if (content === null || fingerprint === null) return null;
  return vault.open(content, contentIdentity(Buffer.from(fingerprint, "hex")));
}

// --- internal ---

async function readUnits(
  db: Queryable,
  query: {
    readonly productId: ProductId;
    readonly states?: readonly UnitState[];
    readonly before?: ContentId | null;
    readonly limit: number;
  },
): Promise<UnitRow[]> {
  const { productId, states, before, limit } = query;
  // A range, or the planner walks the primary key past all other products: see stock.queries.ts.
  const conditions = [sql`product_id between ${productId} and ${productId}`];
  if (states) conditions.push(sql`state = any(${sql.param([...states])}::text[])`);
  if (before != null) conditions.push(sql`id < ${before}`);
  return db.execute<UnitRow>(sql`
    select ${unitColumns} from product_contents
    where ${sql.join(conditions, sql` and `)} order by product_id, id desc
    limit ${limit}::int`);
}

function plain({ id, productId, state, orderId }: UnitRow) {
  return { id, productId, state, orderId };
}

function maskedOf(vault: Vault, row: UnitRow): string | null {
  const content = openUnit(vault, row);
  return content === null ? null : maskContent(content);
}
