import { formatRupiah } from "../../../lib/money.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import { manualGateway } from "../../../shop/payments/payment.ts";
import { cut } from "../../../texts/cut.ts";
import { escapeHtml } from "../../../texts/html.ts";
import type { Texts } from "../../../texts/id.ts";
import { methodName } from "../../../texts/method-name.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import {
  cancelPaymentButton,
  checkPaymentButton,
  depositButton,
  methodsButton,
  ordersButton,
  proofButton,
  repeatOrderButton,
  walletButton,
} from "../../buttons/money-buttons.ts";
import type { InvoiceView } from "../../messages/read-invoice.ts";
import { statePicture } from "../../messages/state-picture.ts";
import type { Keyboard, Screen } from "../../screen.ts";

type With = { readonly texts: Texts; readonly zone: TimeZone };

/** The invoice in the state that the payment is in now. What is over shows nothing to pay with. */
export function invoiceScreen(view: InvoiceView, words: With): Screen {
  const { state } = view.payment;
  if (state === "created") return notReady(view, words);
  if (state === "pending") return payable(view, words);
  return over(view, state, words);
}

/** Harmless wherever it is left: there is nothing to pay and nothing to press. */
export function invoicePlaceholder(view: InvoiceView, words: With): Screen {
  return { text: [...head(view, words), "", words.texts.invoice.waiting].join("\n") };
}

// --- internal ---

function notReady(view: InvoiceView, words: With): Screen {
  const { invoice } = words.texts;
  const text = [
    ...head(view, words),
    "",
    view.payment.attempts > 0 ? invoice.delayed : invoice.waiting,
  ].join("\n");
  return { text, keyboard: [...changeRow(view, words), [cancelKey(view, words)]] };
}

function payable(view: InvoiceView, words: With): Screen {
  const { payment, hasProof } = view;
  const { invoice } = words.texts;
  if (payment.gateway === manualGateway && hasProof) {
    return {
      text: [...head(view, words), "", invoice.proofWaiting].join("\n"),
      keyboard: proofRow(view, words),
    };
  }
  const textWith = (items: number) =>
    [
      ...head(view, words, items),
      "",
      ...bill(view, words),
      invoice.until(
        shopTime(words.zone, sooner(payment.expiresAt, view.expiresAt, payment.gateway)),
      ),
      "",
      ...howToPay(view, words),
    ].join("\n");
  // A caption is short: then fewer of the items are named.
  const items =
    payment.qr === null ? 8 : [8, 5, 3, 1].find((most) => textWith(most).length <= 1_000);
  const text = textWith(items ?? 0);
  const keyboard =
    payment.gateway === manualGateway ? manualKeys(view, words) : gatewayKeys(view, words);
  const photo = payment.qr === null ? {} : { photo: { $file: "qr", text: payment.qr } as const };
  return { text, keyboard, ...photo };
}

/** A transfer by hand ends with its order, which waits longer while a proof is looked at. */
function sooner(payment: Date, thing: Date, gateway: string): Date {
  return gateway === manualGateway || thing < payment ? thing : payment;
}

function over(
  view: InvoiceView,
  state: "paid" | "expired" | "cancelled" | "failed",
  words: With,
): Screen {
  const { invoice } = words.texts;
  const { payment, code, thing } = view;
  const isDeposit = thing.kind === "deposit";
  const outcome = state === "paid" && !isBought(thing) ? "received" : state;
  const says = {
    paid: invoice.paid,
    received: invoice.received,
    expired: invoice.expired,
    cancelled: invoice.cancelled,
    failed: isDeposit ? invoice.failedDeposit : invoice.failed,
  }[outcome](code);
  const mayGoOn = thing.kind === "order" && thing.state === "awaiting_payment";
  const text = mayGoOn && state !== "failed" ? `${says}\n\n${invoice.chooseOther}` : says;
  // Only a picture may take the place of a picture.
  const photo = payment.qr === null ? {} : { photo: statePicture(outcome, invoice.stamp[outcome]) };
  return { text, keyboard: overKeys(view, words), ...photo };
}

/** Money that was too little or too late has bought nothing: it is in the wallet. */
function isBought(thing: InvoiceView["thing"]): boolean {
  return thing.kind === "deposit" || ["paid", "delivered", "refunded"].includes(thing.state);
}

function head({ code, thing, payment }: InvoiceView, { texts }: With, most = 8): string[] {
  const { invoice, checkout } = texts;
  const method = invoice.method(methodName(payment.method, checkout));
  if (thing.kind === "deposit") return [invoice.deposit(code), "", method];
  const shown = thing.items
    .slice(0, most)
    .map((item) => invoice.item({ ...item, name: cut(item.name, 60) }));
  const more = thing.items.length - most;
  return [
    invoice.order(code),
    "",
    ...shown,
    ...(more > 0 ? [invoice.moreItems(more)] : []),
    ...(thing.discount > 0 ? [`🎟 −${formatRupiah(thing.discount)}`] : []),
    ...(thing.walletAmount > 0 ? [checkout.fromWallet(thing.walletAmount)] : []),
    "",
    method,
  ];
}

function bill({ payment }: InvoiceView, { texts: { invoice } }: With): string[] {
  const fee = payment.fee > 0 ? [invoice.amount(payment.amount), invoice.fee(payment.fee)] : [];
  return [...fee, invoice.total(payment.total)];
}

function howToPay(
  { payment, thing, instructions }: InvoiceView,
  { texts: { invoice } }: With,
): string[] {
  if (payment.gateway === manualGateway) {
    return [invoice.transferTo, escapeHtml(instructions), "", invoice.sendProof];
  }
  const automatic = thing.kind === "deposit" ? invoice.automaticDeposit : invoice.automatic;
  if (payment.qr !== null) return [invoice.scan];
  if (payment.accountNumber !== null)
    return [invoice.account(payment.accountNumber), "", automatic];
  return [automatic];
}

function gatewayKeys(view: InvoiceView, words: With): Keyboard {
  const { button } = words.texts.invoice;
  const { payment } = view;
  const open = payment.payUrl === null ? [] : [[{ text: button.open, url: payment.payUrl }]];
  return [
    [checkPaymentButton.button(button.check, { payment: payment.id })],
    ...open,
    [...changeRow(view, words).flat(), cancelKey(view, words)],
  ];
}

function manualKeys(view: InvoiceView, words: With): Keyboard {
  return [...proofRow(view, words), [...changeRow(view, words).flat(), cancelKey(view, words)]];
}

function proofRow({ payment }: InvoiceView, { texts: { invoice } }: With) {
  return [[proofButton.button(invoice.button.proof, { payment: payment.id })]];
}

function changeRow({ thing }: InvoiceView, { texts: { invoice } }: With) {
  if (thing.kind !== "order") return [];
  return [[methodsButton.button(invoice.button.change, { order: thing.orderId })]];
}

function cancelKey({ payment }: InvoiceView, { texts: { invoice } }: With) {
  return cancelPaymentButton.button(invoice.button.cancel, { payment: payment.id, sure: false });
}

function overKeys(view: InvoiceView, words: With): Keyboard {
  const { button } = words.texts.invoice;
  const { thing, payment } = view;
  if (thing.kind === "deposit") {
    const wallet = walletButton.button(button.wallet, { page: 0 });
    return payment.state === "paid"
      ? [[wallet]]
      : [[depositButton.button(words.texts.wallet.deposit, {}), wallet]];
  }
  const history = ordersButton.button(button.history, { list: "all", before: 0 });
  if (thing.state === "awaiting_payment") return [...changeRow(view, words), [history]];
  const again = repeatOrderButton.button(button.again, { order: thing.orderId });
  return payment.state === "paid" ? [[history]] : [[again, history]];
}
