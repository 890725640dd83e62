import { bigint, integer, pgTable, smallint, text } from "drizzle-orm/pg-core";
import type { OrderId, PaymentId } from "../../src/lib/ids.ts";
import { moment } from "./columns.ts";

export const telegramUpdates = pgTable("telegram_updates", {
  updateId: bigint("update_id", { mode: "number" }).primaryKey(),
  userId: bigint("user_id", { mode: "number" }).notNull(),
  state: text("state")
    .$type<"pending" | "answering" | "done" | "failed">()
    .notNull()
    .default("pending"),
  payload: text("payload"),
  replies: text("replies"),
  attempts: integer("attempts").notNull().default(0),
  claimedBy: text("claimed_by"),
  receivedAt: moment("received_at").notNull(),
  doneAt: moment("done_at"),
});

export const dialogs = pgTable("dialogs", {
  userId: bigint("user_id", { mode: "number" }).primaryKey(),
  name: text("name").notNull(),
  step: text("step").notNull(),
  draft: text("draft").notNull(),
  updatedAt: moment("updated_at").notNull(),
  expiresAt: moment("expires_at").notNull(),
});

export const outbox = pgTable("outbox", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  lane: smallint("lane").notNull(),
  chatId: bigint("chat_id", { mode: "number" }).notNull(),
  kind: text("kind").notNull(),
  dedupeKey: text("dedupe_key").notNull(),
  body: text("body"),
  orderId: bigint("order_id", { mode: "number" }).$type<OrderId>(),
  paymentId: bigint("payment_id", { mode: "number" }).$type<PaymentId>(),
  state: text("state")
    .$type<"waiting" | "done" | "parked" | "dropped">()
    .notNull()
    .default("waiting"),
  messageId: bigint("message_id", { mode: "number" }),
  attempts: integer("attempts").notNull().default(0),
  notBefore: moment("not_before").notNull(),
  claimedUntil: moment("claimed_until"),
  lastError: text("last_error"),
  createdAt: moment("created_at").notNull(),
  doneAt: moment("done_at"),
});

export const outboxPauses = pgTable("outbox_pauses", {
  scope: text("scope").primaryKey(),
  until: moment("until").notNull(),
});
