import type { RawSql } from "../../db/client.ts";
import { type TestDatabase, testDatabase } from "../../src/testing/test-database.ts";

/** How large a shop is made for a figure. */
export type ShopSize = {
  readonly customers: number;
  readonly products: number;
  readonly unitsOfEach: number;
  /** Delivered orders of one unit each, spread over customers, products and a year. */
  readonly orders: number;
};

/** A shop of that size. Its units are not sealed: what is measured never opens them. */
export async function benchShop(size: ShopSize): Promise<TestDatabase> {
  const database = await testDatabase();
  const { raw } = database;
  await raw`set statement_timeout = 0`;
  await raw.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`insert into customers (id, first_name, username, created_at, last_seen_at)
      select n, 'Pelanggan ' || n, 'user_' || n, now() - n % 365 * interval '1 day', now()
      from generate_series(1, ${size.customers}::int) n`;
    await tx`insert into categories (name, slug, position)
      select 'Kategori ' || n, 'kategori-' || n, n from generate_series(1, 20) n`;
    await tx`insert into products (category_id, code, name, price, position, created_at, updated_at)
      select 1 + n % 20, 'P' || n, 'Produk ' || n, 1000 + n % 90 * 1000, n, now(), now()
      from generate_series(1, ${size.products}::int) n`;
    await tx`insert into product_contents (product_id, content, fingerprint, created_at)
      select p.id, 'sealed', decode(md5(p.id || ':' || n), 'hex'), now()
      from products p, generate_series(1, ${size.unitsOfEach}::int) n`;
    await oldOrders(tx, size);
  });
  await raw`vacuum analyze`;
  return database;
}

// --- internal ---

type Tx = Parameters<Parameters<RawSql["begin"]>[1]>[0];

async function oldOrders(tx: Tx, { orders, customers, products }: ShopSize): Promise<void> {
  if (orders === 0) return;
  await tx`insert into orders (code, customer_id, state, subtotal, total, created_at, expires_at,
      paid_at, delivered_at)
    select 'INV-OLD' || n, 1 + n % ${customers}::int, 'delivered', 10000, 10000, at,
      at + interval '15 minutes', at + interval '1 minute', at + interval '1 minute'
    from (select n, now() - n % 525600 * interval '1 minute' as at
      from generate_series(1, ${orders}::int) n) made`;
  await tx`insert into order_items (order_id, product_id, product_name, kind, quantity, unit_price)
    select id, 1 + id % ${products}::int, 'Produk', 'unique', 1, 10000 from orders`;
  await tx`insert into payments (order_id, customer_id, gateway, method, reference, state, amount,
      total, created_at, expires_at, paid_at, closed_at)
    select id, customer_id, 'pakasir', 'qris', code, 'paid', 10000, 10000, created_at, expires_at,
      paid_at, paid_at from orders`;
  await tx`insert into telemetry_daily (date, paid_orders, items_sold, revenue)
    select created_at::date, count(*), count(*), sum(total) from orders group by 1`;
}
