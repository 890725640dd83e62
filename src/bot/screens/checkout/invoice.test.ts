import { expect, test } from "bun:test";
import type { OrderId, PaymentId } from "../../../lib/ids.ts";
import { type Rupiah, rupiah } from "../../../lib/money.ts";
import { timeZone } from "../../../lib/time-zone.ts";
import { texts } from "../../../texts/texts.ts";
import type { InvoiceView } from "../../messages/read-invoice.ts";
import { invoiceScreen } from "./invoice.ts";

const words = { texts: texts.id, zone: timeZone("Asia/Makassar") };

function anInvoice(payment: Partial<InvoiceView["payment"]>, kinds = 1): InvoiceView {
  const items = Array.from({ length: kinds }, () => ({
    name: `<&">`.repeat(25),
    quantity: 10_000,
    amount: rupiah(1_000_000_000),
  }));
  const at = new Date("2026-05-01T05:00:00Z");
  return {
    code: "INV-1",
    thing: {
      ...{ kind: "order", orderId: 1 as OrderId, state: "awaiting_payment", items },
      ...{ discount: 5 as Rupiah, walletAmount: 5 as Rupiah, total: 5 as Rupiah },
    },
    ...{ expiresAt: at, hasProof: false, instructions: "" },
    payment: {
      ...{ id: 1 as PaymentId, gateway: "pakasir", method: "qris", qr: "000201" },
      ...{ state: "pending", amount: rupiah(5), fee: rupiah(1), total: rupiah(6), attempts: 0 },
      ...{ accountNumber: null, payUrl: null, expiresAt: at, ...payment },
    } as InvoiceView["payment"],
  };
}

test("however much is bought, the QR code keeps its words in one caption", () => {
  for (const kinds of [1, 8, 20]) {
    expect(invoiceScreen(anInvoice({}, kinds), words).text.length).toBeLessThanOrEqual(1_024);
  }
});

test("the time is the shop's own", () => {
  expect(invoiceScreen(anInvoice({}), words).text).toContain("01/05/2026 13:00 WITA");
});

test("money that bought nothing is not called a payment of the order", () => {
  for (const state of ["awaiting_payment", "expired"] as const) {
    const view = anInvoice({ state: "paid" });
    const { text, photo } = invoiceScreen(
      { ...view, thing: { ...view.thing, state } as InvoiceView["thing"] },
      words,
    );
    expect(text).toContain("saldomu");
    expect(text).not.toContain("Lunas");
    expect(JSON.stringify(photo)).toContain("DITERIMA");
  }
});

test.each(["paid", "expired", "cancelled", "failed"] as const)(
  "%s: there is a picture in place of the code, and nothing to pay with",
  (state) => {
    const { photo, text } = invoiceScreen(anInvoice({ state, payUrl: "https://pay" }), words);
    expect(JSON.stringify(photo)).toContain(`"$file":"chart"`);
    expect(text).not.toContain("Bayar tepat");
    expect(JSON.stringify(photo)).not.toContain("000201");
  },
);
