import { bigint, boolean, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { CategoryId, ContentId, OrderId, ProductId } from "../../src/lib/ids.ts";
import type { Rupiah } from "../../src/lib/money.ts";
import { bytes, moment } from "./columns.ts";

export const categories = pgTable("categories", {
  id: bigint("id", { mode: "number" }).$type<CategoryId>().generatedAlwaysAsIdentity().primaryKey(),
  name: text("name").notNull(),
  slug: text("slug").notNull(),
  emoji: text("emoji").notNull().default(""),
  position: integer("position").notNull().default(0),
  isActive: boolean("is_active").notNull().default(true),
});

export const products = pgTable("products", {
  id: bigint("id", { mode: "number" }).$type<ProductId>().generatedAlwaysAsIdentity().primaryKey(),
  categoryId: bigint("category_id", { mode: "number" }).$type<CategoryId>(),
  code: text("code").notNull(),
  name: text("name").notNull(),
  description: text("description").notNull().default(""),
  price: bigint("price", { mode: "number" }).$type<Rupiah>().notNull(),
  kind: text("kind").$type<"unique" | "shared" | "file">().notNull().default("unique"),
  isCapped: boolean("is_capped").notNull().default(false),
  sharedContent: text("shared_content"),
  instructions: text("instructions").notNull().default(""),
  pictureFileId: text("picture_file_id"),
  maxPerOrder: integer("max_per_order"),
  lowStockAt: integer("low_stock_at"),
  stockAlarm: text("stock_alarm").$type<"ok" | "low" | "out">().notNull().default("ok"),
  soldCount: bigint("sold_count", { mode: "number" }).notNull().default(0),
  position: integer("position").notNull().default(0),
  isActive: boolean("is_active").notNull().default(true),
  archivedAt: moment("archived_at"),
  version: integer("version").notNull().default(1),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
  updatedBy: bigint("updated_by", { mode: "number" }),
});

export const productFiles = pgTable("product_files", {
  productId: bigint("product_id", { mode: "number" }).$type<ProductId>().primaryKey(),
  name: text("name").notNull(),
  mime: text("mime").notNull(),
  size: integer("size").notNull(),
  sealed: bytes("sealed").notNull(),
});

export const productTerms = pgTable("product_terms", {
  productId: bigint("product_id", { mode: "number" }).$type<ProductId>().primaryKey(),
  content: text("content").notNull(),
});

export const productPriceTiers = pgTable(
  "product_price_tiers",
  {
    productId: bigint("product_id", { mode: "number" }).$type<ProductId>().notNull(),
    minQuantity: integer("min_quantity").notNull(),
    unitPrice: bigint("unit_price", { mode: "number" }).$type<Rupiah>().notNull(),
  },
  (table) => [
    primaryKey({ name: "product_price_tiers_pkey", columns: [table.productId, table.minQuantity] }),
  ],
);

export const stockImports = pgTable("stock_imports", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  productId: bigint("product_id", { mode: "number" }).$type<ProductId>().notNull(),
  actorId: bigint("actor_id", { mode: "number" }),
  added: integer("added").notNull(),
  createdAt: moment("created_at").notNull(),
  undoneAt: moment("undone_at"),
});

export const stockUploads = pgTable("stock_uploads", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  productId: bigint("product_id", { mode: "number" }).$type<ProductId>().notNull(),
  actorId: bigint("actor_id", { mode: "number" }).notNull(),
  language: text("language").$type<"id" | "en">().notNull(),
  messageId: bigint("message_id", { mode: "number" }),
  source: text("source").notNull(),
  attempts: integer("attempts").notNull().default(0),
  notBefore: moment("not_before").notNull(),
  createdAt: moment("created_at").notNull(),
});

export const productContents = pgTable("product_contents", {
  id: bigint("id", { mode: "number" }).$type<ContentId>().generatedAlwaysAsIdentity().primaryKey(),
  productId: bigint("product_id", { mode: "number" }).$type<ProductId>().notNull(),
  content: text("content"),
  fingerprint: bytes("fingerprint"),
  state: text("state")
    .$type<"available" | "reserved" | "sold" | "quarantined" | "retired">()
    .notNull()
    .default("available"),
  orderId: bigint("order_id", { mode: "number" }).$type<OrderId>(),
  waitlistId: bigint("waitlist_id", { mode: "number" }),
  importId: bigint("import_id", { mode: "number" }),
  createdAt: moment("created_at").notNull(),
  soldAt: moment("sold_at"),
});
