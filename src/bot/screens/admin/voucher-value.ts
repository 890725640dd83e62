import type { Rupiah } from "../../../lib/money.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import type { VoucherKind } from "../../../shop/vouchers/voucher.ts";
import { escapeHtml } from "../../../texts/html.ts";
import type { Texts } from "../../../texts/id.ts";
import { shopTime } from "../../../texts/shop-time.ts";

/** One rule of a voucher as an admin reads it. */
export function voucherValue(
  field: string,
  value: string | number | Date | null | undefined,
  { kind, zone }: { readonly kind: VoucherKind; readonly zone: TimeZone },
  { adminVouchers: words, adminEdit }: Texts,
): string {
  if (field === "validFrom" && value == null) return words.presets.now;
  if (field === "validUntil" && value == null) return words.presets.forever;
  if (field === "minTotal" && !value) return words.presets.none;
  if (value === null || value === undefined) return words.presets.unlimited;
  if (value === "") return words.nothing;
  switch (field) {
    case "kind":
      return words.presets[value === "flat" ? "flat" : "percent"];
    case "value":
      return words.worth({ kind, value: Number(value) });
    case "maxDiscount":
    case "minTotal":
      return adminEdit.money(Number(value) as Rupiah);
    case "perCustomerLimit":
    case "totalLimit":
      return words.presets.times(Number(value));
    case "validFrom":
      return shopTime(zone, new Date(value));
    case "validUntil":
      return lastMoment(zone, new Date(value));
    default:
      return escapeHtml(String(value));
  }
}

// --- internal ---

/** Up to a midnight means: all of the day before. */
function lastMoment(zone: TimeZone, until: Date): string {
  const isMidnight = zone.stamp(until).slice(11, 19) === "00:00:00";
  return shopTime(zone, isMidnight ? new Date(until.getTime() - 60_000) : until);
}
