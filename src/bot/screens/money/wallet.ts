import type { InlineKeyboardButton } from "grammy/types";
import { formatRupiah, type Rupiah } from "../../../lib/money.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import type { PayMethod } from "../../../shop/payments/offered-methods.ts";
import type { WalletEntryKind } from "../../../shop/wallet/move-wallet.ts";
import type { LedgerPage } from "../../../shop/wallet/wallet.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { methodName } from "../../../texts/method-name.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import { depositButton, depositMethodButton, walletButton } from "../../buttons/money-buttons.ts";
import type { Screen } from "../../screen.ts";
import { nextRow } from "../paging.ts";

export function walletScreen(
  it: { readonly balance: Rupiah; readonly ledger: LedgerPage; readonly page: number },
  { texts, zone }: { readonly texts: Texts; readonly zone: TimeZone },
): Screen {
  const { wallet: says } = texts;
  const { balance, ledger, page } = it;
  const kinds: Readonly<Record<WalletEntryKind, string>> = says.kind;
  const lines = ledger.entries.map(({ amount, balance: then, kind, reason, at }) => {
    const known = kinds[kind as WalletEntryKind] ?? kind;
    const what = kind === "adjustment" && reason ? `${known}: ${reason}` : known;
    return says.entry({ amount, balance: then, what, when: shopTime(zone, at) });
  });
  const text = [
    says.title(balance),
    "",
    ...(lines.length > 0 ? [says.ledger, "", ...lines] : [says.empty]),
  ].join("\n");
  const paging = nextRow({ page, hasMore: ledger.hasMore }, (label, to) =>
    walletButton.button(label, { page: to }),
  );
  const keyboard = [paging, [depositButton.button(says.deposit, {})]].filter(
    (row) => row.length > 0,
  );
  return { text, keyboard };
}

export function depositMethodScreen(
  it: {
    readonly amount: Rupiah;
    readonly methods: readonly PayMethod[];
    readonly last: number;
  },
  { wallet: says, checkout, common }: Texts,
): Screen {
  const { amount, methods, last } = it;
  const back = [depositButton.button(common.back, {})];
  if (methods.length === 0) return { text: says.noMethod, keyboard: [back] };
  const key = ({ method }: PayMethod): InlineKeyboardButton[] => [
    depositMethodButton.button(checkout.pay(methodName(method, checkout), amount), {
      amount,
      method,
      last,
    }),
  ];
  return { text: says.chooseMethod(amount), keyboard: [...methods.map(key), back] };
}

/** What many people top up, within the shop's limits. */
export function presetAmounts(
  min: Rupiah,
  max: Rupiah,
): readonly { label: string; amount: number }[] {
  const usual = [10_000, 20_000, 50_000, 100_000, 200_000, 500_000] as Rupiah[];
  return usual
    .filter((amount) => amount >= min && amount <= max)
    .map((amount) => ({ label: formatRupiah(amount), amount }));
}
