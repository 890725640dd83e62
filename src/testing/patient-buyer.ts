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

/** From the first tap to an invoice: gives the order's code. */
export async function orders(
  buyer: Person,
  {
    code,
    method,
    patienceMs = 5_000,
  }: {
    readonly code: string;
    readonly method: Wanted;
    readonly patienceMs?: number;
  },
): Promise<string> {
  const patience = { patienceMs };
  await insists(buyer, () => buyer.sends("/start"), "Toko Uji", patience);
  await insists(buyer, () => buyer.sends(`/start p_${code}`), `Kode: ${code}`, patience);
  await insists(buyer, () => buyer.taps("⚡ Beli sekarang"), "Ringkasan pesanan", patience);
  const placed = await insists(
    buyer,
    () => buyer.taps(method),
    /INV-\w+ (dibuat|lunas)|Tagihan INV-\w+|sudah dibuat/,
    patience,
  );
  return codeIn(placed) ?? codeIn(await buyer.waitFor(/INV-\w+/, 60_000)) ?? "";
}

/** The invoice with something to pay with. */
export function invoice(buyer: Person, code: string, timeout = 60_000): Promise<ShownMessage> {
  return buyer.waitFor(
    ({ messages }) =>
      messages.find(({ text }) => text.includes(code) && text.includes("Bayar tepat")),
    timeout,
  );
}

// --- internal ---

function codeIn({ text }: ShownMessage): string | undefined {
  return /INV-\w+/.exec(text)?.[0];
}
