import { formatRupiah, rupiah } from "../../lib/money.ts";
import type { Texts } from "../../texts/id.ts";
import type { Placeholder, Template } from "./template.ts";

const name: Placeholder = { longest: 64, sample: "Budi" };
const store: Placeholder = { longest: 64, sample: "Toko Digital" };
const code: Placeholder = { longest: 24, sample: "INV-7K3QX9RT" };
const number: Placeholder = { longest: 12, sample: "1.234" };
const amount: Placeholder = { longest: 20, sample: "Rp25.000" };

/** Everything that customers read and admins may say in their own words. */
export const templates = {
  greeting: {
    placeholders: { name, store, customers: number, sold: number, products: number },
    longest: 1_000,
    builtIn: ({ common }) =>
      common.greeting({
        ...{ name: "{name}", store: "{store}" },
        ...({
          customers: "{customers}",
          sold: "{sold}",
          products: "{products}",
        } as unknown as Counts),
      }),
    replace: (texts, { say, number }) => ({
      ...texts,
      common: {
        ...texts.common,
        greeting: (it) =>
          say({
            ...{ name: it.name, store: it.store, customers: number(it.customers) },
            ...{ sold: number(it.sold), products: number(it.products) },
          }),
      },
    }),
  },
  info: {
    placeholders: { store },
    longest: 3_000,
    builtIn: ({ info }) => info.title("{store}"),
    replace: (texts, { say }) => withInfo(texts, { title: (store) => say({ store }) }),
  },
  how_to_order: {
    placeholders: {},
    longest: 3_500,
    builtIn: ({ info }) => info.how,
    replace: (texts, { say }) => withInfo(texts, { how: say({}) }),
  },
  contact: {
    placeholders: { contact: { longest: 200, sample: "@toko_admin" } },
    longest: 3_000,
    builtIn: ({ info }) => info.contact("{contact}"),
    replace: (texts, { say }) => withInfo(texts, { contact: (contact) => say({ contact }) }),
  },
  payment_qr: {
    placeholders: {},
    longest: 300,
    builtIn: ({ invoice }) => invoice.scan,
    replace: (texts, { say }) => withInvoice(texts, { scan: say({}) }),
  },
  payment_account: {
    placeholders: { number: { longest: 40, sample: "8808 1234 5678 9012" } },
    longest: 300,
    builtIn: ({ invoice }) => invoice.account("{number}"),
    replace: (texts, { say }) => withInvoice(texts, { account: (number) => say({ number }) }),
  },
  payment_transfer: {
    placeholders: {},
    longest: 400,
    builtIn: ({ invoice }) => invoice.sendProof,
    replace: (texts, { say }) => withInvoice(texts, { sendProof: say({}) }),
  },
  proof_received: {
    placeholders: {},
    longest: 1_000,
    builtIn: ({ invoice }) => invoice.proofKept,
    replace: (texts, { say }) => withInvoice(texts, { proofKept: say({}) }),
  },
  order_paid: {
    placeholders: { code },
    longest: 700,
    builtIn: ({ invoice }) => invoice.paid("{code}"),
    replace: (texts, { say }) => withInvoice(texts, { paid: (code) => say({ code }) }),
  },
  order_expired: {
    placeholders: { code },
    longest: 1_500,
    builtIn: ({ notices }) => notices.order_expired({ code: "{code}" }),
    replace: (texts, { say }) =>
      withNotices(texts, { order_expired: (it) => say({ code: it.code }) }),
  },
  paid_late: {
    placeholders: { code },
    longest: 1_500,
    builtIn: ({ notices }) => notices.paid_late({ code: "{code}" }),
    replace: (texts, { say }) => withNotices(texts, { paid_late: (it) => say({ code: it.code }) }),
  },
  order_refunded: {
    placeholders: { code, amount },
    longest: 1_500,
    builtIn: ({ notices }) =>
      money(notices.order_refunded({ code: "{code}", amount: marks.amount })),
    replace: (texts, { say }) =>
      withNotices(texts, {
        order_refunded: (it) => say({ code: it.code, amount: formatRupiah(it.amount) }),
      }),
  },
  goods_header: {
    placeholders: { code },
    longest: 250,
    builtIn: ({ goods }) => goods.title("{code}"),
    replace: (texts, { say }) => ({
      ...texts,
      goods: { ...texts.goods, title: (code) => say({ code }) },
    }),
  },
  goods_footer: {
    placeholders: {},
    longest: 500,
    builtIn: ({ goods }) => goods.thanks,
    replace: (texts, { say }) => ({ ...texts, goods: { ...texts.goods, thanks: say({}) } }),
  },
  deposit_completed: {
    placeholders: { code, amount, balance: amount },
    longest: 1_500,
    builtIn: ({ notices }) =>
      money(
        notices.deposit_completed({
          ...{ code: "{code}", amount: marks.amount, balance: marks.balance },
        }),
      ),
    replace: (texts, { say }) =>
      withNotices(texts, {
        deposit_completed: (it) =>
          say({
            ...{ code: it.code, amount: formatRupiah(it.amount) },
            balance: formatRupiah(it.balance),
          }),
      }),
  },
  deposit_expired: {
    placeholders: { code },
    longest: 1_500,
    builtIn: ({ notices }) => notices.deposit_expired({ code: "{code}" }),
    replace: (texts, { say }) =>
      withNotices(texts, { deposit_expired: (it) => say({ code: it.code }) }),
  },
  waitlist_turn: {
    placeholders: {
      product: { longest: 100, sample: "Netflix 1 Bulan" },
      until: { longest: 30, sample: "20/11/2026 22:47 WIB" },
    },
    longest: 1_500,
    builtIn: ({ notices }) => notices.waitlist_turn({ name: "{product}", until: "{until}" }),
    replace: (texts, { say }) =>
      withNotices(texts, {
        waitlist_turn: (it) => say({ product: it.name, until: it.until }),
      }),
  },
} as const satisfies Record<string, Template>;

export type TemplateLabel = keyof typeof templates;
export const templateLabels = Object.keys(templates) as readonly TemplateLabel[];

export function isTemplateLabel(label: string): label is TemplateLabel {
  return Object.hasOwn(templates, label);
}

export function templateCalled(label: TemplateLabel): Template {
  return templates[label];
}

// --- internal ---

type Counts = { customers: number; sold: number; products: number };

/** Sums that no shop has, so that their place in the built-in words is found again. */
const marks = { amount: rupiah(987_654_321_001), balance: rupiah(987_654_321_002) };

function money(text: string): string {
  return text
    .replaceAll(formatRupiah(marks.amount), "{amount}")
    .replaceAll(formatRupiah(marks.balance), "{balance}");
}

function withInfo(texts: Texts, change: Partial<Texts["info"]>): Texts {
  return { ...texts, info: { ...texts.info, ...change } };
}

function withInvoice(texts: Texts, change: Partial<Texts["invoice"]>): Texts {
  return { ...texts, invoice: { ...texts.invoice, ...change } };
}

function withNotices(texts: Texts, change: Partial<Texts["notices"]>): Texts {
  return { ...texts, notices: { ...texts.notices, ...change } };
}
