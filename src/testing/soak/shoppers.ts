import type { Person } from "../../demo/telegram/person.ts";
import { codesOn, insists, newCode, orders } from "../patient-buyer.ts";
import type { Random } from "../random.ts";
import type { ShopWorld } from "../shop-world.ts";

/** What a visit is about: how it is paid, and what goes otherwise than planned. */
export const visits = [
  ...times(36, "qris"),
  ...times(3, "qris twice"),
  ...times(3, "qris too little"),
  ...times(3, "qris too much"),
  ...times(4, "qris cancelled"),
  ...times(3, "qris cancelled and paid"),
  ...times(4, "qris abandoned"),
  ...times(4, "qris paid late"),
  ...times(22, "wallet"),
  ...times(12, "manual"),
  ...times(6, "deposit"),
] as const;
export const transferTo = "BCA 123 456";
export type Visit = (typeof visits)[number];

export type Visitor = {
  readonly world: ShopWorld;
  readonly random: Random;
  readonly products: readonly string[];
  readonly vouchers: readonly string[];
  /** An admin looks at the proof and confirms what came. */
  readonly approve: (code: string, share: number) => Promise<void>;
};

/** One customer's visit, from the first tap to the goods or to whatever else he wanted. */
export async function visit(visitor: Visitor, person: Person, kind: Visit): Promise<void> {
  if (kind === "deposit") return deposit(visitor, person);
  const { random, products, vouchers } = visitor;
  // Where the gateway is away, QRIS is not offered, and people take what is.
  const method = {
    qris: /QRIS|Transfer manual/,
    wallet: /dengan saldo|Transfer manual/,
    manual: /Transfer manual/,
  };
  const code = await orders(person, {
    code: random.oneOf(products),
    method: method[kind.split(" ")[0] as keyof typeof method],
    quantity: random.oneOf([1, 1, 1, 2, 3]),
    voucher: random.below(8) === 0 ? random.oneOf(vouchers) : undefined,
    patienceMs: 6_000,
    tries: 12,
  });
  if (isPaid(person, code)) return goods(person, code);
  const bill = await billOf(person, code);
  if (!bill) return;
  if (bill.includes(transferTo)) return byHand(visitor, person, code);
  if (kind.startsWith("qris cancelled")) await cancels(person, code);
  if (kind === "qris paid late") await isOver(person, code);
  await pays(visitor, code, kind);
  if (kind === "qris" || kind === "qris twice" || kind === "qris too much") {
    await goods(person, code);
  }
}

// --- internal ---

function isPaid({ messages }: Person, code: string): boolean {
  return messages.some(({ text }) => text.includes(`${code} lunas`));
}

/** The invoice; none, where there is nothing to pay any more. */
async function billOf(person: Person, code: string): Promise<string | undefined> {
  const { text } = await person.waitFor(
    ({ messages }) =>
      messages.find(
        ({ text: says }) =>
          says.includes(code) && /Bayar tepat|kedaluwarsa|bermasalah|lunas|GOODS-/.test(says),
      ),
    130_000,
  );
  return text.includes("Bayar tepat") ? text : undefined;
}

const patience = 90_000;

function times<const Kind extends string>(count: number, kind: Kind): Kind[] {
  return Array.from({ length: count }, () => kind);
}

async function pays({ world, random }: Visitor, code: string, kind: Visit): Promise<void> {
  const { pakasir } = world;
  const amount = pakasir.find(code)?.amount ?? 0;
  switch (kind) {
    case "qris cancelled":
    case "qris abandoned":
      return;
    case "qris too little":
      return void pakasir.pay(code, { amount: amount - 1 - random.below(900), late: true });
    case "qris too much":
      return void pakasir.pay(code, { amount: amount + 1 + random.below(9_000), late: true });
    default:
      // Who begins to pay at the last second has paid, whatever became of the order meanwhile.
      pakasir.pay(code, { late: true, twice: kind === "qris twice" });
  }
}

/** They come as a message, or the money comes back and is said so. */
async function goods(person: Person, code: string): Promise<void> {
  await person.waitFor(
    ({ messages }) =>
      messages.some(({ text }) => text.includes(`Pesanan ${code}`) && /\bGOODS-\d/.test(text)) ||
      messages.some(({ text }) => text.includes(code) && /saldo/i.test(text)),
    patience,
  );
}

async function byHand({ approve, random }: Visitor, person: Person, code: string) {
  await insists(person, () => person.taps("📤 Kirim bukti"), /bukti transfer/i);
  await insists(
    person,
    () => person.sends("BCA a.n. Budi, jam 12"),
    /Bukti diterima|sudah kami terima|lunas/i,
  );
  await approve(code, random.oneOf([1, 1, 1, 1, 0.9, 1.1]));
}

async function cancels(person: Person, code: string): Promise<void> {
  const isOf = (label: RegExp) => (button: { text: string; callback_data?: string }) =>
    label.test(button.text);
  await insists(person, () => person.taps(isOf(/Batalkan$/)), /^Batalkan .*\?/s);
  await insists(
    person,
    () => person.taps(isOf(/Ya, batalkan/)),
    new RegExp(`${code}.*(dibatalkan|lunas)|tidak bisa`, "s"),
  );
}

async function isOver(person: Person, code: string): Promise<void> {
  await person.waitFor(
    ({ messages }) =>
      messages.some(({ text }) => text.includes(code) && text.includes("kedaluwarsa")),
    200_000,
  );
}

async function deposit({ world, random }: Visitor, person: Person): Promise<void> {
  const known = codesOn(person);
  await insists(person, () => person.sends("/saldo"), "Saldo:");
  await insists(person, () => person.taps("➕ Isi saldo"), "Pilih jumlahnya");
  const amount = String(10_000 + random.below(90) * 1_000);
  await insists(person, () => person.sends(amount), "Pilih cara bayar");
  await person.taps(/QRIS/);
  const code = await person.waitFor((each) => newCode(codesOn(each), known), patience);
  if (await billOf(person, code)) world.pakasir.pay(code, { late: true });
}
