import type { Law } from "../../shop/audit/law.ts";
import { moneyLaws } from "../../shop/orders/money-laws.ts";
import { orderLaws } from "../../shop/orders/order-laws.ts";
import { stockLaws } from "../../shop/stock/stock-laws.ts";
import { voucherLaws } from "../../shop/vouchers/voucher-laws.ts";
import { walletLaws } from "../../shop/wallet/wallet-laws.ts";

/** Everything that must be true of a shop's data at any moment. */
export const laws: readonly Law[] = [
  ...stockLaws,
  ...orderLaws,
  ...moneyLaws,
  ...walletLaws,
  ...voucherLaws,
];
