import { afterAll, beforeEach, expect, test } from "bun:test";
import { startPakasir } from "../demo/pakasir/start-pakasir.ts";
import { startTelegram } from "../demo/telegram/start-telegram.ts";
import { aCustomer, anOrder, aProduct, opening } from "./catalog-factories.ts";
import { reconcile } from "./reconcile.ts";
import { telegramCalls } from "./telegram-calls.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

const token = "123456:AAE-reconcile_test_token_of_the_shop_0";
const telegram = await startTelegram({
  tokens: { [token]: { id: 123456, username: "toko_bot", first_name: "Toko" } },
});
const pakasir = await startPakasir({ slug: "toko", apiKey: "k", webhookSecret: "s" });
const call = telegramCalls(telegram, token);
let database: TestDatabase;
let nextId = 1;

beforeEach(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await telegram.stop();
  await pakasir[Symbol.asyncDispose]();
});

test("goods that were shown twice, to a stranger, or not at all are complained of", async () => {
  const [buyer, stranger] = [someone(), someone()];
  const { id: productId } = await aProduct(database.db, { code: "NF1", stock: 3 });
  const customerId = await aCustomer(database.db, { id: buyer.id as never });
  const orderId = await anOrder(database.db, {
    ...{ customerId, productId, quantity: 2, code: "INV-1" },
    ...{ state: "delivered", paidAt: opening, deliveredAt: opening },
  });
  await database.raw`
    update product_contents set state = 'sold', order_id = ${orderId} where id in (
      select id from product_contents where product_id = ${productId} order by id limit 2)`;
  for (const text of ["NF1-1", "lagi: NF1-1"]) await shows(buyer.id, text);
  await shows(stranger.id, "NF1-3");
  const complaints = await reconcile({ db: database.db, pakasir }, [buyer, stranger]);
  expect(complaints).toContain("NF1-1 (INV-1, delivered) was shown 2 times");
  expect(complaints).toContain("NF1-2 (INV-1, delivered) was shown 0 times");
  expect(complaints).toContain(`NF1-3 was shown to ${stranger.id}, and is not sold`);
  await database.close();
});

test("money that came and is in no book, or is in a book and never came, is complained of", async () => {
  const charge = await fetch(`${pakasir.url}/api/v2/create-transaction/toko/INV-9`, {
    method: "POST",
    headers: { "x-api-key": "k", "content-type": "application/json" },
    body: JSON.stringify({ method: "qris", amount: 10_000 }),
  });
  expect(charge.status).toBe(200);
  pakasir.pay("INV-9");
  await database.raw`
    insert into money_in (gateway, transaction_id, reference, amount, unclaimed, circumstance, received_at)
    values ('pakasir', 'never', 'INV-8', 5000, 5000, 'unknown', now())`;
  const complaints = await reconcile({ db: database.db, pakasir }, []);
  expect(complaints).toContain("10000 for INV-9 came and is in no book");
  expect(complaints).toContain("5000 is booked as never, and never came");
  await database.close();
});

test("an invoice that is over and looks payable is complained of", async () => {
  const buyer = someone();
  await shows(buyer.id, "Tagihan INV-7 … Bayar tepat: Rp10.000");
  const complaints = await reconcile({ db: database.db, pakasir }, [buyer]);
  expect(complaints).toContain(`INV-7 is over and still looks payable to ${buyer.id}`);
  await database.close();
});

// --- internal ---

function someone() {
  return telegram.user({ id: 1_000 + nextId++, first_name: "Budi" }).hasStarted();
}

async function shows(chatId: number, text: string): Promise<void> {
  expect(await call("sendMessage", { chat_id: chatId, text })).toMatchObject({ ok: true });
}
