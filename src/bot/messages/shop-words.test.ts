import { afterAll, expect, test } from "bun:test";
import { clockAt } from "../../lib/clock.ts";
import { timeZone } from "../../lib/time-zone.ts";
import { saveTemplate } from "../../shop/settings/change-template.ts";
import { aCustomer, anOrder, opening, testVault } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { createRendering } from "./create-rendering.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const clock = clockAt(opening);

test("what the outbox says to customers is in the shop's own words too", async () => {
  const zone = timeZone("Asia/Jakarta");
  const rendering = createRendering({ db, clock, zone, vault: testVault, defaultLanguage: "id" });
  const chatId = await aCustomer(db);
  const orderId = await anOrder(db, { customerId: chatId, code: "INV-LATE", state: "expired" });
  const said = async () => {
    const call = await rendering.notice({ kind: "order_expired", orderId }, chatId);
    return String(call?.payload["text"]);
  };
  expect(await said()).toContain("kedaluwarsa karena belum dibayar");
  const words = { label: "order_expired", language: "id", actorId: 1 } as const;
  await saveTemplate({ db, clock }, { ...words, content: "Yah, <b>{code}</b> hangus." });
  expect(await said()).toBe("Yah, <b>INV-LATE</b> hangus.");
});
