import { rupiah } from "../../lib/money.ts";
import type { GatewayMethod } from "../../shop/payments/gateway.ts";

/** Payment links are left out: they tell no fee, so the buyer could not be shown his total. */
export const pakasirMethods: readonly GatewayMethod[] = [
  { code: "qris", min: rupiah(500), max: rupiah(10_000_000) },
  ...[
    "bri_va",
    "bni_va",
    "cimb_niaga_va",
    "permata_va",
    "maybank_va",
    "bnc_va",
    "artha_graha_va",
    "sampoerna_va",
  ].map((code) => ({ code, min: rupiah(10_000), max: rupiah(50_000_000) })),
];
