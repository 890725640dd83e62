import type { ProductId } from "../../../lib/ids.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import type { CheckoutRefusal } from "../../../shop/orders/checkout.ts";
import type { VoucherRefusal, VoucherRefusalDetail } from "../../../shop/vouchers/voucher.ts";
import type { Texts } from "../../../texts/id.ts";
import { methodName } from "../../../texts/method-name.ts";
import { shopTime } from "../../../texts/shop-time.ts";

type Reason = CheckoutRefusal["reason"];
type Detail<R extends Reason> = Extract<CheckoutRefusal, { reason: R }>["detail"];

export type Wording = {
  readonly texts: Texts;
  readonly zone: TimeZone;
  readonly nameOf: (productId: ProductId) => string;
};

/** Why an order could not be placed, in words; a new reason without words does not compile. */
export function refusalText({ reason, detail }: CheckoutRefusal, wording: Wording): string {
  const { texts, zone, nameOf } = wording;
  const { refused } = texts.checkout;
  const says: { readonly [R in Reason]: (detail: Detail<R>) => string } = {
    maintenance: ({ message }) => refused.maintenance(message),
    blocked: () => refused.blocked,
    cart_empty: () => refused.cart_empty,
    not_for_sale: ({ productId }) => refused.not_for_sale(nameOf(productId)),
    too_many: ({ productId, max }) => refused.too_many(nameOf(productId), max),
    sold_out: ({ productId, available }) => refused.sold_out(nameOf(productId), available),
    voucher: ({ refusal, why }) => `🎟 ${voucherRefusalText(refusal, why, wording)}`,
    price_changed: ({ total }) => refused.price_changed(total),
    wallet_off: () => refused.wallet_off,
    wallet_short: ({ balance, needed }) => refused.wallet_short(balance, needed),
    method_off: ({ method }) => refused.method_off(methodName(method, texts.checkout)),
    outside_limits: ({ method, min, max }) =>
      refused.outside_limits(methodName(method, texts.checkout), min, max),
    too_many_unpaid: ({ max }) => refused.too_many_unpaid(max),
    must_wait: ({ until }) => refused.must_wait(shopTime(zone, until)),
    too_many_units: ({ max }) => refused.too_many_units(max),
    share_of_stock: ({ productId, max }) => refused.share_of_stock(nameOf(productId), max),
  };
  return (says[reason] as (detail: unknown) => string)(detail);
}

export function voucherRefusalText(
  reason: VoucherRefusal,
  why: VoucherRefusalDetail,
  { texts, zone }: Pick<Wording, "texts" | "zone">,
): string {
  const { voucher } = texts.checkout;
  const says = {
    unknown: () => voucher.unknown,
    inactive: () => voucher.inactive,
    not_yet: () => (why.from ? voucher.not_yet(shopTime(zone, why.from)) : voucher.inactive),
    over: () => voucher.over,
    products: () => voucher.products,
    min_total: () =>
      why.minTotal === undefined ? voucher.products : voucher.min_total(why.minTotal),
    limit_reached: () => voucher.limit_reached,
    customer_limit: () => voucher.customer_limit,
  } satisfies Record<VoucherRefusal, () => string>;
  return says[reason]();
}
