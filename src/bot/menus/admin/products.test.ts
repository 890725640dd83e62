import { afterAll, describe, expect, test } from "bun:test";
import { openCounter } from "../../../testing/counter-conversation.ts";

const counter = await openCounter();
afterAll(() => counter[Symbol.asyncDispose]());
const { admin } = counter;

describe("a new product", () => {
  test("goes from its code to the shelf, its items typed, pasted and counted", async () => {
    await admin.says("/admin");
    await admin.taps("📦 Produk");
    await admin.taps("➕ Produk baru");
    expect(admin.lastMessage).toContain("1/6");
    await admin.says("NETFLIX1");
    await admin.says("Netflix <Premium> 🍿");
    await admin.says("25rb");
    await admin.taps("⏭ Lewati");
    await admin.says("3");
    await admin.says("a@x.id|rahasia1");
    expect(admin.lastMessage).toContain("Item 1 dari 3");
    await admin.says("b@x.id|rahasia2\nc@x.id|rahasia3");
    expect(admin.lastMessage).toContain("Netflix <Premium> 🍿");
    expect(admin.lastMessage).toContain("Rp25.000");
    expect(admin.lastMessage).toContain("Baru: 3");
    await admin.taps("✅ Simpan & jual");
    expect(admin.sees).toContain("3 item ditambahkan");
    expect(admin.lastMessage).toContain("🟢 Dijual");
    expect(admin.lastMessage).toContain("Stok: 3");
  });

  test("takes its items as a file, which is read after the update and once", async () => {
    await admin.says("/admin");
    await admin.taps("📦 Produk");
    await admin.taps("➕ Produk baru");
    await admin.says("SPOTIFY");
    await admin.says("Spotify");
    await admin.says("12.000");
    await admin.says("Satu bulan");
    await admin.sendsDocument("isi.txt", "s-1\r\ns-2\n\ns-1\na@x.id|rahasia1\n");
    expect(admin.lastMessage).toContain("Baru: 2");
    expect(admin.lastMessage).toContain("baris 4: sama dengan baris sebelumnya");
    expect(admin.lastMessage).toContain("baris 5: sudah ada di stok");
    await admin.taps("✅ Simpan & jual");
    expect(admin.sees).toContain("2 item ditambahkan ke Spotify, 3 dilewati");
  });
});
