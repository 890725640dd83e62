import { afterAll, beforeEach, expect, test } from "bun:test";
import { desc } from "drizzle-orm";
import { replyTemplates } from "../../../db/schema/back-office.ts";
import { auditLog } from "../../../db/schema/people.ts";
import { outbox } from "../../../db/schema/queues.ts";
import { parseHtml } from "../../demo/telegram/parse-html.ts";
import { clockAt } from "../../lib/clock.ts";
import { rupiah } from "../../lib/money.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { languages } from "../../texts/language.ts";
import { texts } from "../../texts/texts.ts";
import { resetTemplate, saveTemplate, viewTemplate } from "./change-template.ts";
import { shopTexts } from "./shop-texts.ts";
import { checkTemplate, previewTemplate } from "./template.ts";
import { templateCalled, templateLabels } from "./templates.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const clock = clockAt("2026-01-05T03:00:00Z");
const deps = { db, clock };
const admin = 77;

beforeEach(async () => {
  await db.delete(replyTemplates);
  await db.delete(outbox);
});

const save = (label: (typeof templateLabels)[number], content: string) =>
  saveTemplate(deps, { label, language: "id", content, actorId: admin });
const now = () => shopTexts(db, "id", clock.now());
const numbers = { name: "Ani <3", store: "Toko", customers: 1_234, sold: 5, products: 6 };

test.each(templateLabels)("%s: the built-in words are a template that may be saved", (label) => {
  const template = templateCalled(label);
  for (const language of languages) {
    const content = template.builtIn(texts[language]);
    expect([label, checkTemplate(template, content)]).toEqual([
      label,
      { ok: true, value: undefined },
    ]);
    for (const name of Object.keys(template.placeholders)) expect(content).toContain(`{${name}}`);
    const shown = parseHtml(previewTemplate(template, content), () => undefined);
    expect(shown.text).not.toMatch(/[{}]|987654|987\.654/);
  }
});

test("saved as they are, the built-in words say exactly what they said", async () => {
  for (const label of templateLabels) {
    await save(label, templateCalled(label).builtIn(texts.id));
  }
  const shop = await now();
  expect(shop.common.greeting(numbers)).toBe(texts.id.common.greeting(numbers));
  const deposit = { code: "DEP-1", amount: rupiah(50_000), balance: rupiah(75_500) };
  expect(shop.notices.deposit_completed(deposit)).toBe(texts.id.notices.deposit_completed(deposit));
  const refund = { code: "INV-1", amount: rupiah(1_000) };
  expect(shop.notices.order_refunded(refund)).toBe(texts.id.notices.order_refunded(refund));
  expect(shop.goods.title("INV-1")).toBe(texts.id.goods.title("INV-1"));
  expect(shop.info.how).toBe(texts.id.info.how);
  expect(await db.$count(outbox)).toBe(0);
});

test("an admin's words hold from the next message on, for their language alone", async () => {
  await save("greeting", "Hai {name}, <b>{sold}</b> terjual!");
  expect((await now()).common.greeting(numbers)).toBe("Hai Ani &lt;3, <b>5</b> terjual!");
  expect(await shopTexts(db, "en", clock.now())).toBe(texts.en);
  const [entry] = await db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  expect(entry).toMatchObject({
    actorId: admin,
    action: "template.changed",
    subject: "template:greeting:id",
    before: null,
    after: "Hai {name}, <b>{sold}</b> terjual!",
  });
  await resetTemplate(deps, { label: "greeting", language: "id", actorId: admin });
  expect(await now()).toBe(texts.id);
  expect(await viewTemplate(db, { label: "greeting", language: "id" })).toMatchObject({
    isChanged: false,
  });
});

test.each([
  ["<b>Halo", "unclosed_tag", "b"],
  ["Halo {nama}", "unknown_placeholder", "nama"],
  ['<a href="https://t.me/{name}">x</a>', "hidden_placeholder", "name"],
  ["  ", "empty", ""],
  ["x".repeat(1_001), "too_long", "1000"],
  [`${"x".repeat(950)}{name}`, "too_long", "1000"],
])("%p is not saved: %s", async (content, reason, detail) => {
  expect(await save("greeting", content)).toEqual({ ok: false, reason, detail } as never);
  expect(await db.$count(replyTemplates)).toBe(0);
});

test("a broken template never stops a sale: the built-in words speak, and admins hear once", async () => {
  const broken = { label: "greeting", language: "id", updatedBy: admin } as const;
  await db.insert(replyTemplates).values({
    ...{ ...broken, content: "<b>Hai {name}", updatedAt: clock.now() },
  });
  for (let look = 0; look < 3; look++) {
    expect((await now()).common.greeting(numbers)).toBe(texts.id.common.greeting(numbers));
  }
  const told = await db.select().from(outbox);
  expect(told.map(({ kind, body }) => [kind, JSON.parse(body ?? "{}").subject])).toEqual([
    ["admin_attention", "template:greeting:id"],
  ]);
  clock.advance(1_000);
  await db.update(replyTemplates).set({ content: "<i>Hai", updatedAt: clock.now() });
  await now();
  expect(await db.$count(outbox)).toBe(2);
  expect(await viewTemplate(db, { label: "greeting", language: "id" })).toMatchObject({
    isBroken: true,
  });
});

test("a name that is too long or looks like HTML or like a placeholder stays a name", async () => {
  await save("greeting", "{name}");
  const { greeting } = (await now()).common;
  expect(greeting({ ...numbers, name: "x".repeat(500) })).toHaveLength(64);
  expect(greeting({ ...numbers, name: "{sold}</b>" })).toBe("{sold}&lt;/b&gt;");
});
