import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import { minus, noMoney, plus, type Rupiah, times } from "../../lib/money.ts";
import { type PriceTier, type ProductKind, type Stock, unitPriceFor } from "../catalog/product.ts";
import { checkVoucher } from "../vouchers/check-voucher.ts";
import type { VoucherRefusal, VoucherRefusalDetail } from "../vouchers/voucher.ts";

/** Why a line cannot be bought as it stands; such a line costs nothing here. */
export type CartProblem = "not_for_sale" | "sold_out" | "less_stock" | "too_many";

export type CartLine = {
  readonly productId: ProductId;
  readonly code: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly quantity: number;
  /** Today's price for one at this quantity. */
  readonly unitPrice: Rupiah;
  readonly amount: Rupiah;
  readonly tiers: readonly PriceTier[];
  /** Counted a little further than what is wished, and no further. */
  readonly stock: Stock;
  readonly maxPerOrder: number | null;
  readonly problem: CartProblem | undefined;
};

export type CartVoucher =
  | { readonly code: string; readonly discount: Rupiah }
  | {
      readonly code: string;
      readonly refusal: VoucherRefusal;
      readonly why: VoucherRefusalDetail;
    };

export type CartView = {
  readonly lines: readonly CartLine[];
  readonly subtotal: Rupiah;
  readonly voucher: CartVoucher | undefined;
  readonly total: Rupiah;
  /** Nothing stands in the way of a checkout. */
  readonly isReady: boolean;
};

/** The cart as it would be bought now. */
export async function viewCart(
  queryable: Queryable,
  { customerId, at }: { readonly customerId: CustomerId; readonly at: Date },
): Promise<CartView> {
  const rows = await readCart(queryable, customerId);
  const lines = rows.map(lineOf);
  const good = lines.filter(({ problem }) => problem === undefined);
  const subtotal = plus(...good.map(({ amount }) => amount));
  const code = rows[0]?.voucherCode ?? undefined;
  const voucher =
    code === undefined ? undefined : await voucherOf(queryable, good, { code, customerId, at });
  const discount = voucher && "discount" in voucher ? voucher.discount : noMoney;
  const isReady =
    lines.length > 0 && good.length === lines.length && !(voucher && "refusal" in voucher);
  return { lines, subtotal, voucher, total: minus(subtotal, discount), isReady };
}

/** How many things wait in the cart, for its button. */
export async function countCart(queryable: Queryable, customerId: CustomerId): Promise<number> {
  const [row] = await queryable.execute<{ units: number }>(sql`
    select coalesce(sum(quantity), 0) as units from cart_items where customer_id = ${customerId}`);
  return row?.units ?? 0;
}

// --- internal ---

type CartRow = {
  readonly productId: ProductId;
  readonly code: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly quantity: number;
  readonly price: Rupiah;
  readonly tiers: readonly PriceTier[];
  readonly isForSale: boolean;
  readonly isCounted: boolean;
  readonly available: number;
  readonly maxPerOrder: number | null;
  readonly voucherCode: string | null;
};

function readCart(queryable: Queryable, customerId: CustomerId) {
  return queryable.execute<CartRow>(sql`
    select p.id as "productId", p.code, p.name, p.kind, c.quantity, p.price,
      p.is_active and p.archived_at is null as "isForSale",
      p.kind = 'unique' or p.is_capped as "isCounted", p.max_per_order as "maxPerOrder",
      v.code as "voucherCode",
      (select coalesce(jsonb_agg(jsonb_build_object('minQuantity', t.min_quantity,
          'unitPrice', t.unit_price) order by t.min_quantity), '[]')
        from product_price_tiers t where t.product_id = p.id) as tiers,
      (select count(*) from (select from product_contents u
          where u.product_id between p.id and p.id and u.state = 'available'
          order by u.product_id, u.id limit c.quantity + 100) counted)
      + (select count(*) from waitlist l join product_contents u on u.waitlist_id = l.id
          where l.product_id = p.id and l.customer_id = c.customer_id and l.state = 'holding'
            and u.state = 'reserved') as available
    from cart_items c join products p on p.id = c.product_id
    left join cart_vouchers v on v.customer_id = c.customer_id
    where c.customer_id = ${customerId} order by c.added_at, p.id`);
}

function lineOf(row: CartRow): CartLine {
  const { productId, code, name, kind, quantity, tiers, maxPerOrder } = row;
  const unitPrice = unitPriceFor(row, quantity);
  const stock = row.isCounted ? row.available : "unlimited";
  return {
    ...{ productId, code, name, kind, quantity, tiers, maxPerOrder, unitPrice, stock },
    amount: times(unitPrice, quantity),
    problem: problemOf(row),
  };
}

function problemOf(row: CartRow): CartProblem | undefined {
  if (!row.isForSale) return "not_for_sale";
  if (row.isCounted && row.available === 0) return "sold_out";
  if (row.maxPerOrder !== null && row.quantity > row.maxPerOrder) return "too_many";
  return row.isCounted && row.available < row.quantity ? "less_stock" : undefined;
}

async function voucherOf(
  queryable: Queryable,
  lines: readonly CartLine[],
  wish: { readonly code: string; readonly customerId: CustomerId; readonly at: Date },
): Promise<CartVoucher> {
  const checked = await checkVoucher(queryable, { ...wish, lines });
  const { code } = wish;
  return checked.ok
    ? { code, discount: checked.value.discount }
    : { code, refusal: checked.reason, why: checked.detail };
}
