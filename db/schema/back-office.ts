import { bigint, date, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { noMoney, type Rupiah } from "../../src/lib/money.ts";
import { moment } from "./columns.ts";

export const replyTemplates = pgTable(
  "reply_templates",
  {
    label: text("label").notNull(),
    language: text("language").$type<"id" | "en">().notNull(),
    content: text("content").notNull(),
    updatedAt: moment("updated_at").notNull(),
    updatedBy: bigint("updated_by", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ name: "reply_templates_pkey", columns: [table.label, table.language] })],
);

export const calculations = pgTable("calculations", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  actorId: bigint("actor_id", { mode: "number" }).notNull(),
  kind: text("kind").notNull(),
  input: jsonb("input").notNull(),
  result: bigint("result", { mode: "number" }).$type<Rupiah>().notNull(),
  at: moment("at").notNull(),
});

export const telemetryDaily = pgTable("telemetry_daily", {
  date: date("date").primaryKey(),
  newCustomers: integer("new_customers").notNull().default(0),
  paidOrders: integer("paid_orders").notNull().default(0),
  itemsSold: integer("items_sold").notNull().default(0),
  revenue: bigint("revenue", { mode: "number" }).$type<Rupiah>().notNull().default(noMoney),
});
