import { eq } from "drizzle-orm";
import type { Db, Tx } from "../../db/client.ts";
import { payments } from "../../db/schema/money.ts";
import { customers } from "../../db/schema/people.ts";
import type { Clock } from "../lib/clock.ts";
import type { Vault } from "../lib/crypto.ts";
import type { CustomerId, OrderId, PaymentId, ProductId } from "../lib/ids.ts";
import type { Message } from "../shop/messages/message.ts";
import type { CallOutcome } from "./call-telegram.ts";
import type { OutboxRow } from "./outbox.queries.ts";
import * as queries from "./outbox.queries.ts";
import type { OutgoingCall } from "./outgoing-call.ts";
import type { Editable, PlainMessage, Rendering } from "./rendering.ts";

export type SendDeps = {
  readonly db: Db;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly call: (call: OutgoingCall) => Promise<CallOutcome>;
  readonly rendering: Rendering;
  /** Told in the same transaction that the customer has the goods on his screen. */
  readonly onDelivered: (tx: Tx, orderId: OrderId, at: Date) => Promise<void>;
};

export type Sent =
  | { readonly kind: "done"; readonly last?: CallOutcome }
  | { readonly kind: "failed"; readonly outcome: CallOutcome };

/** One message on its way. Doing it again from any point shows nothing twice. */
export async function sendRow(deps: SendDeps, row: OutboxRow): Promise<Sent> {
  if (row.kind === "call") return sendOnce(deps, row, openCall(deps.vault, row));
  const message = JSON.parse(row.body ?? "{}") as StoredMessage;
  if (message.kind === "goods") return sendGoods(deps, row, message.orderId);
  if (message.kind === "goods_file") {
    return sendGoods(deps, row, message.orderId, message.productId);
  }
  if (message.kind === "invoice") return sendInvoice(deps, row, message.paymentId);
  return sendOnce(deps, row, await deps.rendering.notice(message, row.chatId));
}

/** What a `call` row holds is sealed under its dedupe key. */
export function sealCall(vault: Vault, dedupeKey: string, call: OutgoingCall): string {
  return vault.seal(JSON.stringify(call), `outbox:${dedupeKey}`);
}

// --- internal ---

type StoredMessage =
  | PlainMessage
  | Extract<Message, { kind: "goods" | "invoice" }>
  | { readonly kind: "goods_file"; readonly orderId: OrderId; readonly productId: ProductId };

function openCall(vault: Vault, row: OutboxRow): OutgoingCall {
  return JSON.parse(vault.open(row.body ?? "", `outbox:${row.dedupeKey}`)) as OutgoingCall;
}

async function sendOnce(
  deps: SendDeps,
  row: OutboxRow,
  call: OutgoingCall | undefined,
): Promise<Sent> {
  const outcome = call ? await deps.call(call) : undefined;
  if (outcome && !isSettled(outcome)) return { kind: "failed", outcome };
  await queries.finish(deps.db, [row.id], deps.clock.now());
  return { kind: "done", ...(outcome ? { last: outcome } : {}) };
}

/**
 * A placeholder first, its id written down, then the goods edited into it. A crash before the id
 * is written costs a second placeholder; a crash after it repeats an edit, which Telegram answers
 * with "not modified".
 */
async function sendGoods(
  deps: SendDeps,
  row: OutboxRow,
  orderId: OrderId,
  fileOf?: ProductId,
): Promise<Sent> {
  if (!fileOf) await queueFiles(deps, row, orderId);
  const part = { orderId, ...(fileOf ? { fileOf } : {}) };
  const editable = await deps.rendering.goods(part, row.chatId);
  const sent = editable
    ? await sendThenEdit(deps, row, editable, row.messageId, (id) =>
        queries.rememberMessage(deps.db, row.id, id),
      )
    : ({ kind: "done" } as const);
  if (sent.kind === "failed") return sent;
  await deps.db.transaction(async (tx) => {
    const at = deps.clock.now();
    if (!(await queries.finish(tx, [row.id], at))) return;
    if (await queries.isLastGoodsRow(tx, orderId)) await deps.onDelivered(tx, orderId, at);
  });
  return sent;
}

async function queueFiles(deps: SendDeps, row: OutboxRow, orderId: OrderId): Promise<void> {
  const products = await deps.rendering.filesOf(orderId);
  await queries.insertRows(
    deps.db,
    products.map((productId) => ({
      lane: row.lane,
      chatId: row.chatId,
      kind: "goods_file",
      dedupeKey: `${row.dedupeKey}:file:${productId}`,
      body: JSON.stringify({ kind: "goods_file", orderId, productId }),
      orderId,
      notBefore: row.notBefore,
      createdAt: row.createdAt,
    })),
  );
}

/**
 * The invoice's message belongs to the payment, so that every change of state edits the same. It
 * too begins as a placeholder: what can be paid is never on the screen where nobody can change it.
 */
async function sendInvoice(deps: SendDeps, row: OutboxRow, paymentId: PaymentId): Promise<Sent> {
  const editable = await deps.rendering.invoice(paymentId, row.chatId);
  if (!editable) return sendOnce(deps, row, undefined);
  const [payment] = await deps.db
    .select({ messageId: payments.invoiceMessageId })
    .from(payments)
    .where(eq(payments.id, paymentId));
  const sent = await sendThenEdit(
    deps,
    row,
    editable,
    payment?.messageId ?? null,
    async (messageId) => {
      await deps.db
        .update(payments)
        .set({ invoiceMessageId: messageId })
        .where(eq(payments.id, paymentId));
    },
  );
  if (sent.kind === "failed") return sent;
  await queries.finish(deps.db, [row.id], deps.clock.now());
  return sent;
}

async function sendThenEdit(
  deps: SendDeps,
  row: OutboxRow,
  editable: Editable,
  known: number | null,
  remember: (messageId: number | null) => Promise<void>,
): Promise<Sent> {
  let messageId = known;
  if (messageId === null) {
    const placeholder = await deps.call(editable.fresh);
    if (placeholder.kind !== "ok") return { kind: "failed", outcome: placeholder };
    messageId = messageIdOf(placeholder);
    await remember(messageId);
  }
  const outcome = await deps.call(editable.edit(messageId));
  if (outcome.kind === "gone") {
    // The person deleted the placeholder: a new one takes its place.
    await remember(null);
    return sendThenEdit(deps, row, editable, null, remember);
  }
  return isSettled(outcome) ? { kind: "done", last: outcome } : { kind: "failed", outcome };
}

function isSettled(outcome: CallOutcome): boolean {
  return outcome.kind === "ok" || outcome.kind === "not_modified";
}

function messageIdOf(outcome: Extract<CallOutcome, { kind: "ok" }>): number {
  return (outcome.result as { message_id: number }).message_id;
}

/** A person who comes back is reachable again; see `unparkChat`. */
export async function markUnreachable(db: Db, chatId: number, at: Date): Promise<void> {
  await db
    .update(customers)
    .set({ unreachableAt: at })
    .where(eq(customers.id, chatId as CustomerId));
}
