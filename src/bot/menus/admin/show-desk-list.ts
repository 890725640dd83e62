import { eq } from "drizzle-orm";
import { products } from "../../../../db/schema/catalog.ts";
import type { CustomerId, ProductId } from "../../../lib/ids.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import { findCustomer } from "../../../shop/customers/customers.queries.ts";
import {
  countDeskOrders,
  listDeskOrders,
  type OrderPlace,
  type OrderShow,
} from "../../../shop/orders/desk-orders.queries.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { deskListScreen, ordersHomeScreen } from "../../screens/admin/orders-home.ts";
import type { Turn } from "../../turn.ts";

const pageSize = 8;

export async function showOrdersHome(turn: Turn, { zone }: Pick<AdminDeskDeps, "zone">) {
  const counts = await countDeskOrders(turn.tx, {
    at: turn.now,
    today: startOfDay(zone, turn.now),
  });
  turn.edit(ordersHomeScreen(counts, turn.texts));
}

export async function showDeskList(
  turn: Turn,
  { zone }: Pick<AdminDeskDeps, "zone">,
  wish: { readonly show: OrderShow; readonly of: number; readonly from: OrderPlace },
): Promise<void> {
  const { tx, now: at, texts } = turn;
  const list = { ...wish, size: pageSize, at, today: startOfDay(zone, at) };
  const [page, ofName] = [await listDeskOrders(tx, list), await nameOf(turn, wish)];
  turn.edit(deskListScreen({ ...wish, page, ofName }, { texts, zone }));
}

/** Midnight on the shop's own clock. */
export function startOfDay(zone: TimeZone, at: Date): Date {
  const offset = zone.stamp(at).slice(23);
  return new Date(`${zone.day(at)}T00:00:00${offset}`);
}

// --- internal ---

async function nameOf(
  turn: Turn,
  { show, of }: { readonly show: OrderShow; readonly of: number },
): Promise<string> {
  if (show === "customer") {
    const customer = await findCustomer(turn.tx, of as CustomerId);
    return customer?.firstName ?? String(of);
  }
  if (show !== "product") return "";
  const [product] = await turn.tx
    .select({ name: products.name })
    .from(products)
    .where(eq(products.id, of as ProductId));
  return product?.name ?? String(of);
}
