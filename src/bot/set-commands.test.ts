import { expect, test } from "bun:test";
import { callTelegram } from "../outbox/call-telegram.ts";
import { adminId, type Conversation, openConversation, ownerId } from "../testing/conversation.ts";
import { type Area, onCommand } from "./area.ts";
import { setCommands } from "./set-commands.ts";

const area: Area = [
  onCommand("admin", { allow: "admin", describe: () => "Kelola toko" }, () => {}),
  onCommand("stok", { allow: "stock", describe: () => "Kelola stok" }, () => {}),
  onCommand("hidden", { allow: "everyone" }, () => {}),
];

test("everybody sees the commands of his role in his language", async () => {
  await using shop = await openConversation({ areas: () => [area] });
  await shop.raw`insert into staff values (1002, 'Sari', '{stock}', 9001, now())`;
  const buyer = shop.person("Budi");
  const staff = shop.person("Sari", { language_code: "en" });
  for (const somebody of [buyer, staff, shop.owner, shop.admin]) await somebody.says("/start");
  await set(shop);
  const names = (somebody: typeof buyer) => somebody.person.commands.map(({ command }) => command);
  expect(names(buyer).sort()).toEqual(["cancel", "help", "language", "start"]);
  expect(names(staff)).toContain("stok");
  expect(names(staff)).not.toContain("admin");
  expect(names(shop.owner)).toEqual(expect.arrayContaining(["admin", "stok"]));
  expect(staff.person.commands).toContainEqual({ command: "help", description: "Help" });
  expect(buyer.person.commands).toContainEqual({ command: "help", description: "Bantuan" });
});

test("what has not changed is not sent again, and what failed is tried again", async () => {
  await using shop = await openConversation({ areas: () => [area] });
  const fault = shop.telegram.faults.add({
    kind: "400",
    method: "setMyCommands",
    when: (_method, payload) => JSON.stringify(payload).includes(String(ownerId)),
  });
  expect(await set(shop)).toBe(9);
  expect(await set(shop)).toBe(3);
  fault.remove();
  expect(await set(shop)).toBe(3);
  expect(await set(shop)).toBe(0);
});

test("who no longer works here sees what customers see", async () => {
  await using shop = await openConversation({ areas: () => [area] });
  await shop.raw`insert into staff values (1001, 'Sari', '{stock}', 9001, now())`;
  const staff = shop.person("Sari");
  await staff.says("/start");
  await set(shop);
  await shop.raw`delete from staff`;
  await set(shop);
  expect(staff.person.commands.map(({ command }) => command)).not.toContain("stok");
  expect(await set(shop)).toBe(0);
});

/** Gives how many lists were sent. */
async function set(shop: Conversation): Promise<number> {
  let sent = 0;
  await setCommands({
    ...{ db: shop.db, clock: shop.clock, defaultLanguage: "id", botId: 123456 },
    counter: { ownerIds: [ownerId], adminIds: [adminId] },
    registered: shop.bot.registry.all,
    call: (call) => {
      sent += 1;
      return callTelegram(shop.api, call);
    },
  });
  return sent;
}
