import { describe, expect, test } from "bun:test";
import { startPakasir } from "./start-pakasir.ts";

describe("the pay page", () => {
  test("shows what is bought, the fee, the total and the QR as a picture", async () => {
    await using buyer = await open();
    expect(buyer.sees).toContain("INV-1");
    expect(buyer.sees).toContain("Rp99.000");
    expect(buyer.sees).toContain("Rp1.003");
    expect(buyer.sees).toContain("Bayar Rp100.003");
    expect(buyer.sees).toContain("<svg");
  });

  test("Bayar pays, and the page says so", async () => {
    await using buyer = await open();
    await buyer.presses("pay");
    expect(buyer.sees).toContain("Pembayaran berhasil");
    expect(buyer.sees).not.toContain("<form");
    expect(buyer.sim.ledger).toMatchObject([{ amount: 99_000, isCredited: true }]);
  });

  test("another total credits what is left of it without the fee", async () => {
    await using buyer = await open();
    await buyer.presses("pay", { total: "51003" });
    expect(buyer.sim.find("INV-1")).toMatchObject({ state: "completed", paidAmount: 50_000 });
  });

  test("a cancelled charge can still be paid late, if somebody insists", async () => {
    await using buyer = await open();
    await buyer.presses("cancel");
    expect(buyer.sees).toContain("Transaksi dibatalkan");
    await buyer.presses("pay");
    expect(buyer.sim.ledger).toHaveLength(0);
    await buyer.presses("pay", { late: "1" });
    expect(buyer.sees).toContain("Pembayaran berhasil");
  });

  test("a charge runs out on request", async () => {
    await using buyer = await open();
    await buyer.presses("expire");
    expect(buyer.sees).toContain("Transaksi kedaluwarsa");
  });

  test("a virtual account shows its number in groups", async () => {
    await using buyer = await open("cimb_niaga_va");
    expect(buyer.sees).toContain("Virtual Account CIMB NIAGA");
    expect(buyer.sees).toMatch(/8808 \d{4} \d{4} \d{4}/);
  });

  test("is found by the link of version 1 as well", async () => {
    await using buyer = await open();
    await buyer.visits("/pay/toko/99000?order_id=INV-1&qris_only=1");
    expect(buyer.sees).toContain("Bayar Rp100.003");
    await buyer.visits("/pay/toko/98000?order_id=INV-1");
    expect(buyer.sees).toContain("Transaksi tidak ditemukan");
  });

  test("what a link carries is escaped, and leads nowhere but to the web or Telegram", async () => {
    await using buyer = await open();
    await buyer.presses("pay");
    await buyer.visits(`${buyer.path}?redirect=javascript:alert(1)`);
    expect(buyer.sees).not.toContain("javascript:");
    await buyer.visits(`${buyer.path}?redirect=${encodeURIComponent('https://t.me/"><script>')}`);
    expect(buyer.sees).not.toContain("<script>");
    expect(buyer.sees).toContain('href="https://t.me/&quot;');
  });
});

async function open(method = "qris") {
  const sim = await startPakasir({ slug: "toko", apiKey: "key", webhookSecret: "s" });
  await fetch(`${sim.url}/api/v2/create-transaction/toko/INV-1`, {
    method: "POST",
    headers: { "X-Api-Key": "key" },
    body: JSON.stringify({ method, amount: 99_000 }),
  });
  const path = new URL(sim.payUrl("INV-1")).pathname;
  const buyer = {
    sim,
    path,
    sees: "",
    async visits(address: string) {
      buyer.sees = await (await fetch(`${sim.url}${address}`)).text();
    },
    async presses(button: string, fields: Record<string, string> = {}) {
      const body = new URLSearchParams(fields);
      const response = await fetch(`${sim.url}${path}/${button}`, { method: "POST", body });
      buyer.sees = await response.text();
    },
    [Symbol.asyncDispose]: () => sim[Symbol.asyncDispose](),
  };
  await buyer.visits(path);
  return buyer;
}
