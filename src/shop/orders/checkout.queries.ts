import { type SQL, sql } from "drizzle-orm";
import type { Queryable, Tx } from "../../../db/client.ts";
import { statement } from "../../../db/statement.ts";
import type { CustomerId, OrderId, PaymentId, ProductId, VoucherId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { PriceTier, ProductKind } from "../catalog/product.ts";
import type { Settings } from "../settings/setting-rules.ts";
import type { CheckoutLine } from "./checkout.ts";

/** One checkout at a time for each customer, or the caps on unpaid orders could be outrun. */
export async function lockCheckouts(tx: Tx, customerId: CustomerId): Promise<void> {
  await tx.execute(lock({ customerId }));
}

const lock = statement<{ customerId: CustomerId }>(
  ({ customerId }) =>
    sql`select pg_advisory_xact_lock(hashtextextended('checkout', ${customerId}))`,
);

export type CheckoutRow = {
  readonly orderId: OrderId;
  readonly isBlocked: boolean;
  readonly balance: Rupiah;
  readonly unpaidOrders: number;
  readonly expiredOrders: number;
  readonly lastExpired: string | null;
  readonly productId: ProductId;
  readonly quantity: number;
  readonly name: string;
  readonly price: Rupiah;
  readonly kind: ProductKind;
  readonly isCounted: boolean;
  readonly isForSale: boolean | null;
  readonly maxPerOrder: number | null;
  readonly tiers: readonly PriceTier[];
  readonly alreadyHeld: number;
  readonly available: number;
};

/**
 * All that a checkout decides by, in one journey: a row for each line, by rising product id, with
 * the customer's part repeated. Stock is counted only as far as the rules need it, so that a
 * million units cost what ten do. The customer is named as a range and ordered by for the same
 * reason as the product in stock.queries.ts: else all that await payment are walked through.
 */
export async function readCheckout(
  queryable: Queryable,
  {
    customerId,
    lines,
    at,
    settings,
    looksOnly = false,
  }: {
    readonly customerId: CustomerId;
    readonly lines: readonly CheckoutLine[];
    readonly at: Date;
    readonly settings: Pick<Settings, "maxUnpaidSharePercent" | "scarceAt" | "nonPayerHours">;
    /** Nothing will come of it, so that no order's number is used up. */
    readonly looksOnly?: boolean;
  },
): Promise<readonly CheckoutRow[]> {
  const read = looksOnly ? lookAt : readFor;
  return queryable.execute<CheckoutRow>(
    read({
      customerId,
      ids: `{${lines.map(({ productId }) => productId).join(",")}}`,
      quantities: `{${lines.map(({ quantity }) => quantity).join(",")}}`,
      since: new Date(at.getTime() - settings.nonPayerHours * 3_600_000).toISOString(),
      scarceAt: settings.scarceAt,
      sharePercent: settings.maxUnpaidSharePercent,
    }),
  );
}

type Reading = {
  readonly customerId: CustomerId;
  readonly ids: string;
  readonly quantities: string;
  readonly since: string;
  readonly scarceAt: number;
  readonly sharePercent: number;
};

const readFor = reading(sql`(select nextval('orders_id_seq'))`);
const lookAt = reading(sql`0::bigint`);

function reading(number: SQL): (values: Reading) => SQL {
  return statement<Reading>(
    ({ customerId, ids, quantities, since, scarceAt, sharePercent }) => sql`
    select ${number} as "orderId", c.is_blocked as "isBlocked",
      coalesce(wallet.balance, 0) as balance, unpaid.orders as "unpaidOrders",
      expired.orders as "expiredOrders", expired.last as "lastExpired",
      wish.id as "productId", wish.quantity, p.name, p.price, p.kind,
      p.kind = 'unique' or p.is_capped as "isCounted",
      p.is_active and p.archived_at is null and case p.kind
        when 'shared' then p.shared_content is not null
        when 'file' then exists (select from product_files f where f.product_id = p.id)
        else true end as "isForSale", p.max_per_order as "maxPerOrder",
      tier.list as tiers, held.units as "alreadyHeld", own.units + free.units as available
    from customers c
    left join wallets wallet on wallet.customer_id = c.id
    cross join lateral (select count(*) as orders from (
      select from orders o
      where o.customer_id between c.id and c.id and o.state = 'awaiting_payment'
      order by o.customer_id) own) unpaid
    cross join lateral (select count(*) as orders, max(own.closed_at) as last from (
      select o.closed_at from orders o
      where o.customer_id between c.id and c.id and o.state = 'expired'
        and o.closed_at > ${since}::timestamptz
      order by o.customer_id, o.closed_at) own) expired
    cross join unnest(${ids}::bigint[], ${quantities}::int[]) as wish (id, quantity)
    left join products p on p.id = wish.id
    cross join lateral (select coalesce(jsonb_agg(jsonb_build_object(
        'minQuantity', t.min_quantity, 'unitPrice', t.unit_price)), '[]') as list
      from product_price_tiers t where t.product_id = wish.id) tier
    cross join lateral (select coalesce(sum(i.quantity), 0) as units
      from (
        select o.id from orders o
        where o.customer_id between c.id and c.id and o.state = 'awaiting_payment'
        order by o.customer_id) own
      join order_items i on i.order_id = own.id where i.product_id = wish.id) held
    cross join lateral (select count(*) as units from product_contents u
      where u.waitlist_id = any(array(select l.id from waitlist l
          where l.product_id = wish.id and l.customer_id = c.id and l.state = 'holding'))
        and u.state = 'reserved') own
    cross join lateral (select count(*) as units from (
      select from product_contents u
      where u.product_id between wish.id and wish.id and u.state = 'available'
      order by u.product_id, u.id limit greatest(wish.quantity + ${scarceAt}::int + 1,
        ceil((wish.quantity + held.units) * 100.0 / ${sharePercent}::int)::int)
      ) counted) free
    where c.id = ${customerId} order by wish.id`,
  );
}

export type OrderToInsert = {
  readonly orderId: OrderId;
  readonly code: string;
  readonly customerId: CustomerId;
  readonly subtotal: Rupiah;
  readonly discount: Rupiah;
  readonly total: Rupiah;
  readonly walletAmount: Rupiah;
  readonly voucherId: VoucherId | null;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly items: readonly ItemToInsert[];
  /** Nothing where nothing is left to pay. */
  readonly payment: PaymentToInsert | undefined;
};

export type ItemToInsert = {
  readonly productId: ProductId;
  readonly name: string;
  readonly kind: ProductKind;
  readonly quantity: number;
  readonly unitPrice: Rupiah;
};

export type PaymentToInsert = {
  readonly gateway: string;
  readonly method: string;
  readonly amount: Rupiah;
  readonly state: "created" | "pending";
  readonly nextCheckAt: Date | null;
};

/** The order, its items, the first line of its history and its first payment. */
export async function insertOrder(tx: Tx, order: OrderToInsert): Promise<PaymentId | undefined> {
  const { payment, items, at, expiresAt, ...values } = order;
  const rows = await tx.execute<{ id: PaymentId }>(
    insert({
      ...values,
      at: at.toISOString(),
      expiresAt: expiresAt.toISOString(),
      items: JSON.stringify(items),
      hasPayment: payment !== undefined,
      gateway: payment?.gateway ?? "",
      method: payment?.method ?? "",
      state: payment?.state ?? "created",
      amount: payment?.amount ?? 0,
      nextCheckAt: payment?.nextCheckAt?.toISOString() ?? null,
    }),
  );
  return rows[0]?.id;
}

type Insertion = Omit<OrderToInsert, "at" | "expiresAt" | "items" | "payment"> & {
  readonly at: string;
  readonly expiresAt: string;
  readonly items: string;
  readonly hasPayment: boolean;
  readonly gateway: string;
  readonly method: string;
  readonly state: string;
  readonly amount: number;
  readonly nextCheckAt: string | null;
};

const insert = statement<Insertion>(
  (of) => sql`
    with placed as (
      insert into orders (id, code, customer_id, state, subtotal, discount, total, wallet_amount,
        voucher_id, created_at, expires_at)
      overriding system value
      values (${of.orderId}, ${of.code}, ${of.customerId}, 'awaiting_payment',
        ${of.subtotal}, ${of.discount}, ${of.total}, ${of.walletAmount},
        ${of.voucherId}, ${of.at}::timestamptz, ${of.expiresAt}::timestamptz)
      returning id, code, customer_id, created_at, expires_at
    ), items as (
      insert into order_items (order_id, product_id, product_name, kind, quantity, unit_price)
      select placed.id, i."productId", i.name, i.kind, i.quantity, i."unitPrice"
      from placed, jsonb_to_recordset(${of.items}::text::jsonb)
        as i ("productId" bigint, name text, kind text, quantity int, "unitPrice" bigint)
    ), history as (
      insert into order_events (order_id, at, event) select id, created_at, 'placed' from placed
    )
    insert into payments (order_id, customer_id, gateway, method, reference, state, amount, total,
      created_at, expires_at, next_check_at)
    select placed.id, placed.customer_id, ${of.gateway}::text,
      ${of.method}::text, placed.code, ${of.state}::text,
      ${of.amount}::bigint, ${of.amount}::bigint,
      placed.created_at, placed.expires_at, ${of.nextCheckAt}::timestamptz
    from placed where ${of.hasPayment}::boolean
    returning id`,
);
