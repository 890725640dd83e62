import { bigint, boolean, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { CustomerId, DepositId, OrderId, PaymentId } from "../../src/lib/ids.ts";
import { noMoney, type Rupiah } from "../../src/lib/money.ts";
import { bytes, moment } from "./columns.ts";

export const wallets = pgTable("wallets", {
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().primaryKey(),
  balance: bigint("balance", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
});

export const walletEntries = pgTable("wallet_entries", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().notNull(),
  amount: bigint("amount", { mode: "number" }).$type<Rupiah>().notNull(),
  balance: bigint("balance", { mode: "number" }).$type<Rupiah>().notNull(),
  kind: text("kind").notNull(),
  cause: text("cause").notNull(),
  orderId: bigint("order_id", { mode: "number" }).$type<OrderId>(),
  paymentId: bigint("payment_id", { mode: "number" }).$type<PaymentId>(),
  depositId: bigint("deposit_id", { mode: "number" }).$type<DepositId>(),
  actorId: bigint("actor_id", { mode: "number" }),
  reason: text("reason"),
  at: moment("at").notNull(),
});

export const deposits = pgTable("deposits", {
  id: bigint("id", { mode: "number" }).$type<DepositId>().generatedAlwaysAsIdentity().primaryKey(),
  code: text("code").notNull(),
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().notNull(),
  amount: bigint("amount", { mode: "number" }).$type<Rupiah>().notNull(),
  state: text("state")
    .$type<"pending" | "completed" | "expired" | "cancelled" | "rejected">()
    .notNull()
    .default("pending"),
  credited: bigint("credited", { mode: "number" }).$type<Rupiah>(),
  createdAt: moment("created_at").notNull(),
  expiresAt: moment("expires_at").notNull(),
  completedAt: moment("completed_at"),
  closedAt: moment("closed_at"),
});

export const payments = pgTable("payments", {
  id: bigint("id", { mode: "number" }).$type<PaymentId>().generatedAlwaysAsIdentity().primaryKey(),
  orderId: bigint("order_id", { mode: "number" }).$type<OrderId>(),
  depositId: bigint("deposit_id", { mode: "number" }).$type<DepositId>(),
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().notNull(),
  gateway: text("gateway").notNull(),
  method: text("method").notNull(),
  reference: text("reference").notNull(),
  state: text("state")
    .$type<"created" | "pending" | "paid" | "expired" | "cancelled" | "failed">()
    .notNull()
    .default("created"),
  amount: bigint("amount", { mode: "number" }).$type<Rupiah>().notNull(),
  fee: bigint("fee", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
  total: bigint("total", { mode: "number" }).$type<Rupiah>().notNull(),
  transactionId: text("transaction_id"),
  qr: text("qr"),
  accountNumber: text("account_number"),
  payUrl: text("pay_url"),
  isSandbox: boolean("is_sandbox"),
  createdAt: moment("created_at").notNull(),
  expiresAt: moment("expires_at").notNull(),
  paidAt: moment("paid_at"),
  closedAt: moment("closed_at"),
  attempts: integer("attempts").notNull().default(0),
  nextCheckAt: moment("next_check_at"),
  lastError: text("last_error"),
  invoiceMessageId: bigint("invoice_message_id", { mode: "number" }),
});

export const paymentEvents = pgTable("payment_events", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  gateway: text("gateway").notNull(),
  fingerprint: bytes("fingerprint").notNull(),
  reference: text("reference").notNull(),
  transactionId: text("transaction_id"),
  body: jsonb("body").notNull(),
  receivedAt: moment("received_at").notNull(),
  attempts: integer("attempts").notNull().default(0),
  notBefore: moment("not_before").notNull(),
  processedAt: moment("processed_at"),
  outcome: text("outcome"),
});

export const moneyIn = pgTable("money_in", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  gateway: text("gateway").notNull(),
  transactionId: text("transaction_id").notNull(),
  reference: text("reference").notNull(),
  paymentId: bigint("payment_id", { mode: "number" }).$type<PaymentId>(),
  orderId: bigint("order_id", { mode: "number" }).$type<OrderId>(),
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>(),
  amount: bigint("amount", { mode: "number" }).$type<Rupiah>().notNull(),
  toOrder: bigint("to_order", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
  toWallet: bigint("to_wallet", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
  unclaimed: bigint("unclaimed", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
  circumstance: text("circumstance").notNull(),
  confirmedBy: bigint("confirmed_by", { mode: "number" }),
  receivedAt: moment("received_at").notNull(),
});

export const paymentProofs = pgTable("payment_proofs", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  paymentId: bigint("payment_id", { mode: "number" }).$type<PaymentId>().notNull(),
  content: text("content"),
  fileId: text("file_id"),
  mediaType: text("media_type"),
  state: text("state").$type<"waiting" | "approved" | "rejected">().notNull().default("waiting"),
  createdAt: moment("created_at").notNull(),
  reviewedAt: moment("reviewed_at"),
  reviewedBy: bigint("reviewed_by", { mode: "number" }),
  reason: text("reason"),
});
