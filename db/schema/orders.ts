import { bigint, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { CustomerId, OrderId, ProductId, VoucherId } from "../../src/lib/ids.ts";
import { noMoney, type Rupiah } from "../../src/lib/money.ts";
import { moment } from "./columns.ts";

export const cartItems = pgTable(
  "cart_items",
  {
    customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().notNull(),
    productId: bigint("product_id", { mode: "number" }).$type<ProductId>().notNull(),
    quantity: integer("quantity").notNull(),
    addedAt: moment("added_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "cart_items_pkey", columns: [table.customerId, table.productId] }),
  ],
);

export const cartVouchers = pgTable("cart_vouchers", {
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().primaryKey(),
  code: text("code").notNull(),
});

export const orders = pgTable("orders", {
  id: bigint("id", { mode: "number" }).$type<OrderId>().generatedAlwaysAsIdentity().primaryKey(),
  code: text("code").notNull(),
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().notNull(),
  state: text("state")
    .$type<"awaiting_payment" | "paid" | "delivered" | "expired" | "cancelled" | "refunded">()
    .notNull(),
  subtotal: bigint("subtotal", { mode: "number" }).$type<Rupiah>().notNull(),
  discount: bigint("discount", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
  total: bigint("total", { mode: "number" }).$type<Rupiah>().notNull(),
  walletAmount: bigint("wallet_amount", { mode: "number" })
    .$type<Rupiah>()
    .notNull()
    .default(noMoney),
  voucherId: bigint("voucher_id", { mode: "number" }).$type<VoucherId>(),
  refunded: bigint("refunded", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
  createdAt: moment("created_at").notNull(),
  expiresAt: moment("expires_at").notNull(),
  paidAt: moment("paid_at"),
  deliveredAt: moment("delivered_at"),
  closedAt: moment("closed_at"),
  confirmedBy: bigint("confirmed_by", { mode: "number" }),
  note: text("note"),
});

export const orderItems = pgTable(
  "order_items",
  {
    orderId: bigint("order_id", { mode: "number" }).$type<OrderId>().notNull(),
    productId: bigint("product_id", { mode: "number" }).$type<ProductId>().notNull(),
    productName: text("product_name").notNull(),
    kind: text("kind").notNull(),
    quantity: integer("quantity").notNull(),
    unitPrice: bigint("unit_price", { mode: "number" }).$type<Rupiah>().notNull(),
  },
  (table) => [primaryKey({ name: "order_items_pkey", columns: [table.orderId, table.productId] })],
);

export const orderEvents = pgTable("order_events", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  orderId: bigint("order_id", { mode: "number" }).$type<OrderId>().notNull(),
  at: moment("at").notNull(),
  event: text("event").notNull(),
  actorId: bigint("actor_id", { mode: "number" }),
  note: text("note"),
});

export const waitlist = pgTable("waitlist", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  productId: bigint("product_id", { mode: "number" }).$type<ProductId>().notNull(),
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().notNull(),
  state: text("state")
    .$type<"waiting" | "holding" | "bought" | "lapsed" | "left">()
    .notNull()
    .default("waiting"),
  createdAt: moment("created_at").notNull(),
  holdUntil: moment("hold_until"),
});
