import { bigint, boolean, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { CustomerId } from "../../src/lib/ids.ts";
import { moment } from "./columns.ts";

export const customers = pgTable("customers", {
  id: bigint("id", { mode: "number" }).$type<CustomerId>().primaryKey(),
  username: text("username"),
  firstName: text("first_name").notNull().default(""),
  lastName: text("last_name"),
  language: text("language").$type<"id" | "en">(),
  isBlocked: boolean("is_blocked").notNull().default(false),
  blockedReason: text("blocked_reason"),
  unreachableAt: moment("unreachable_at"),
  quietUntil: moment("quiet_until"),
  createdAt: moment("created_at").notNull(),
  lastSeenAt: moment("last_seen_at").notNull(),
});

export const staff = pgTable("staff", {
  telegramId: bigint("telegram_id", { mode: "number" }).primaryKey(),
  name: text("name").notNull(),
  rights: text("rights").array().notNull(),
  addedBy: bigint("added_by", { mode: "number" }).notNull(),
  addedAt: moment("added_at").notNull(),
});

export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: moment("updated_at").notNull(),
  updatedBy: bigint("updated_by", { mode: "number" }),
});

export const auditLog = pgTable("audit_log", {
  id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  at: moment("at").notNull(),
  actorId: bigint("actor_id", { mode: "number" }),
  action: text("action").notNull(),
  subject: text("subject").notNull(),
  before: jsonb("before"),
  after: jsonb("after"),
  note: text("note"),
});
