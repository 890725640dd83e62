import type { Person } from "../demo/telegram/person.ts";
import type { ShownMessage } from "../demo/telegram/shown-message.ts";

type Wanted = string | RegExp;

/**
 * Does something and waits for what should come of it; when nothing comes for a while, does it
 * again, as people do. Gives up after so many tries.
 */
export async function insists(
  person: Person,
  act: () => unknown,
  sees: Wanted,
  {
    patienceMs = 5_000,
    tries = 20,
  }: { readonly patienceMs?: number; readonly tries?: number } = {},
): Promise<ShownMessage> {
  for (let left = tries; ; left--) {
    await act();
    try {
      return await person.reads(sees, patienceMs);
    } catch (error) {
      if (left <= 1) throw error;
    }
  }
}

export type Wish = {
  /** The product's. */
  readonly code: string;
  readonly method: Wanted;
  readonly quantity?: number;
  readonly voucher?: string | undefined;
  readonly patienceMs?: number;
  readonly tries?: number;
};

/** From the first tap to the order that comes of it: gives its code. */
export async function orders(buyer: Person, wish: Wish): Promise<string> {
  const { code, method, quantity = 1, voucher, patienceMs = 5_000, tries = 20 } = wish;
  const how = { patienceMs, tries };
  const known = codesOn(buyer);
  await insists(buyer, () => buyer.sends(`/start p_${code}`), `Kode: ${code}`, how);
  for (let n = 1; n < quantity; n++) {
    await insists(buyer, () => buyer.taps("+1"), new RegExp(`Jumlah: ${n + 1} ×`), how);
  }
  await insists(buyer, () => buyer.taps("⚡ Beli sekarang"), "Ringkasan pesanan", how);
  if (voucher) {
    await insists(buyer, () => buyer.taps("🎟 Pakai voucher"), "kode vouchernya", how);
    const { text } = await insists(buyer, () => buyer.sends(voucher), /Ringkasan|🎟 \S+:/, how);
    // It is over, or taken by somebody else: then without.
    if (!text.includes("Ringkasan")) return orders(buyer, { ...wish, voucher: undefined });
  }
  for (let left = tries; ; left--) {
    await buyer.taps(method, patienceMs);
    try {
      return await buyer.waitFor((person) => newCode(codesOn(person), known), patienceMs);
    } catch (error) {
      if (left <= 1) throw error;
    }
  }
}

/** The invoice with something to pay with. */
export function invoice(buyer: Person, code: string, timeout = 60_000): Promise<ShownMessage> {
  return buyer.waitFor(
    ({ messages }) =>
      messages.findLast(({ text }) => text.includes(code) && text.includes("Bayar tepat")),
    timeout,
  );
}

/** The codes of orders and deposits that stand anywhere on the screen. */
export function codesOn({ messages }: Person): Set<string> {
  const codes = messages
    .filter(({ from }) => from === "bot")
    .flatMap(({ text }) => text.match(/\b(INV|DEP)-\w+/g) ?? []);
  return new Set(codes);
}

export function newCode(now: Set<string>, before: ReadonlySet<string>): string | undefined {
  return [...now].find((code) => !before.has(code));
}
