import { bigint, boolean, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { CustomerId, OrderId, ProductId, VoucherId } from "../../src/lib/ids.ts";
import { noMoney, type Rupiah } from "../../src/lib/money.ts";
import { moment } from "./columns.ts";

export const vouchers = pgTable("vouchers", {
  id: bigint("id", { mode: "number" }).$type<VoucherId>().generatedAlwaysAsIdentity().primaryKey(),
  code: text("code").notNull(),
  description: text("description").notNull().default(""),
  kind: text("kind").$type<"percent" | "flat">().notNull(),
  value: bigint("value", { mode: "number" }).notNull(),
  maxDiscount: bigint("max_discount", { mode: "number" }).$type<Rupiah>(),
  minTotal: bigint("min_total", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
  totalLimit: integer("total_limit"),
  perCustomerLimit: integer("per_customer_limit"),
  taken: integer("taken").notNull().default(0),
  validFrom: moment("valid_from"),
  validUntil: moment("valid_until"),
  isActive: boolean("is_active").notNull().default(true),
  createdAt: moment("created_at").notNull(),
  createdBy: bigint("created_by", { mode: "number" }),
});

export const voucherProducts = pgTable(
  "voucher_products",
  {
    voucherId: bigint("voucher_id", { mode: "number" }).$type<VoucherId>().notNull(),
    productId: bigint("product_id", { mode: "number" }).$type<ProductId>().notNull(),
  },
  (table) => [
    primaryKey({ name: "voucher_products_pkey", columns: [table.voucherId, table.productId] }),
  ],
);

export const voucherUses = pgTable("voucher_uses", {
  orderId: bigint("order_id", { mode: "number" }).$type<OrderId>().primaryKey(),
  voucherId: bigint("voucher_id", { mode: "number" }).$type<VoucherId>().notNull(),
  customerId: bigint("customer_id", { mode: "number" }).$type<CustomerId>().notNull(),
  discount: bigint("discount", { mode: "number" }).$type<Rupiah>().notNull(),
  state: text("state").$type<"reserved" | "used" | "released">().notNull(),
  createdAt: moment("created_at").notNull(),
});
