import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { hours, minutes } from "../lib/clock.ts";
import { type Conversation, openConversation } from "../testing/conversation.ts";
import { type Area, onButton, onCommand, onDeepLink, onDialog, onMenu, onTyped } from "./area.ts";
import { defineButton, int } from "./callback-data.ts";
import { choice, type Dialog } from "./dialogs/dialog.ts";
import { homeButton } from "./menus/start.ts";

describe("the greeting", () => {
  test("a NUL in what is typed is nobody's trouble", async () => {
    await using shop = await openConversation();
    const buyer = shop.person("Bu\0di");
    await buyer.says("/start");
    expect(buyer.sees).toContain("Halo, Budi!");
  });

  test("a newcomer is greeted with the shop's numbers and counted", async () => {
    await using shop = await openConversation();
    await shop.raw`insert into telemetry_daily (date, new_customers, items_sold)
                   values ('2026-04-30', 1233, 20400)`;
    const buyer = shop.person("Budi <3");
    await buyer.says("/start");
    expect(buyer.sees).toContain("Halo, Budi <3!");
    expect(buyer.sees).toContain("Toko Uji");
    expect(buyer.sees).toContain("Pelanggan: 1.234");
    expect(buyer.sees).toContain("Terjual: 20.400 item");
    expect(buyer.keyboard).toContain("🛒 Keranjang");
    expect(buyer.keyboard).not.toContain("⚙️ Admin");
    await buyer.says("/start");
    expect(buyer.lastMessage).toContain("Pelanggan: 1.234");
  });

  test("who runs the shop has one key more", async () => {
    await using shop = await openConversation();
    await shop.raw`insert into staff values (1001, 'Sari', '{stock}', 9001, now())`;
    const staff = shop.person();
    for (const somebody of [shop.owner, shop.admin, staff]) {
      await somebody.says("/start");
      expect(somebody.keyboard).toContain("⚙️ Admin");
    }
  });

  test("the language is changed by a button, and everything follows", async () => {
    await using shop = await openConversation();
    const buyer = shop.person();
    await buyer.says("/start");
    await buyer.says("🌐 Bahasa");
    await buyer.taps("🇬🇧 English");
    expect(buyer.lastMessage).toContain("The language is English now");
    expect(buyer.keyboard).toContain("🛒 Cart");
    await buyer.says("/help");
    expect(buyer.lastMessage).toContain("/language – Change the language");
    // A key of the old keyboard still works.
    await buyer.says("🌐 Bahasa");
    expect(buyer.lastMessage).toContain("Choose a language");
  });

  test("a new name is the name from then on", async () => {
    await using shop = await openConversation();
    const buyer = shop.person("Budi", { username: "budi1" });
    await buyer.says("/start");
    Object.assign(buyer.person.profile, { username: "budi2", last_name: "S" });
    shop.clock.advance(minutes(5));
    await buyer.says("/help");
    const [row] = await shop.raw`
      select username, last_name, last_seen_at, created_at from customers where id = ${buyer.id}`;
    expect(row).toEqual({
      username: "budi2",
      last_name: "S",
      last_seen_at: new Date("2026-05-01T05:05:00Z"),
      created_at: new Date("2026-05-01T05:00:00Z"),
    });
  });
});

describe("finding who answers", () => {
  test("commands, keys, links, typed words and buttons each find theirs", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const buyer = shop.person();
    await buyer.says("/produk@toko_bot  A1 b");
    expect(buyer.lastMessage).toBe("produk [A1 b]");
    await buyer.says("🛒 keranjang");
    expect(buyer.lastMessage).toBe("keranjang");
    await buyer.says("12");
    expect(buyer.lastMessage).toBe("nomor 12");
    await buyer.taps("Lagi");
    expect(buyer.lastMessage).toBe("halaman 13");
    expect(buyer.toast).toBe("ya");
    await buyer.says("/start p_A1");
    expect(buyer.lastMessage).toBe("tautan A1");
  });

  test("whoever comes by a link for the first time is greeted too", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const buyer = shop.person();
    await buyer.says("/start p_A1");
    expect(buyer.sees).toContain("Selamat datang");
    expect(buyer.lastMessage).toBe("tautan A1");
    await buyer.says("/start x_unknown");
    expect(buyer.lastMessage).toContain("Selamat datang");
  });

  test("what nobody understands is answered kindly", async () => {
    await using shop = await openConversation();
    const buyer = shop.person();
    await buyer.says("apa kabar");
    expect(buyer.lastMessage).toContain("belum paham");
    await buyer.says("/tidakada");
    expect(buyer.lastMessage).toContain("tidak dikenal");
    await buyer.sendsPhoto();
    expect(buyer.lastMessage).toContain("belum paham");
  });

  test("an old button says so and brings the new menu", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const buyer = shop.person();
    await buyer.says("/start");
    for (const data of ["buy_12", "v0:ex:1", "v1:nothing:1", "v1:ex:kosong:1", "v1:ex"]) {
      await buyer.forges(data);
      expect(buyer.toast).toContain("sudah diperbarui");
      expect(buyer.lastMessage).toContain("tombol yang baru");
    }
  });

  test("a button under a message that is gone brings a new message", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const buyer = shop.person();
    await buyer.says("/start");
    await buyer.forges(again.data({ page: 3 }), 4_711);
    expect(buyer.lastMessage).toBe("halaman 3");
  });
});

describe("who may do what", () => {
  test("every entry is refused to whoever may not use it, by command, key and forged press", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    await shop.raw`insert into staff values (1002, 'Sari', '{stock}', 9001, now())`;
    const [customer, staff] = [shop.person("Budi"), shop.person("Sari")];
    for (const somebody of [customer, staff]) await somebody.says("/start");
    const closed = shop.bot.registry.all.filter(
      ({ allow, kind }) => allow !== "everyone" && kind !== "dialog",
    );
    expect(closed.length).toBeGreaterThan(4);
    for (const entry of closed) {
      for (const somebody of [customer, staff]) {
        const isTheirs = somebody === staff && ["staff", "stock"].includes(entry.allow);
        const before = shop.refused.length;
        const secrets = somebody.sees.split("rahasia").length;
        if (entry.kind === "command") await somebody.says(`/${entry.name}`);
        if (entry.kind === "menu") await somebody.says("⚙️ Admin");
        if (entry.kind === "button") await somebody.forges(`v1:${entry.name}`);
        expect(somebody.sees.split("rahasia").length - secrets).toBe(isTheirs ? 1 : 0);
        expect(shop.refused.length - before).toBe(isTheirs ? 0 : 1);
      }
    }
    expect(customer.sees).not.toContain("rahasia");
    expect(customer.toast).toContain("tidak tersedia");
    await shop.owner.says("/hanya_pemilik");
    expect(shop.owner.lastMessage).toContain("rahasia");
    await shop.admin.says("/hanya_pemilik");
    expect(shop.admin.lastMessage).toContain("tidak dikenal");
  });

  test("a right that is taken away is gone with the next tap", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    await shop.raw`insert into staff values (1001, 'Sari', '{stock}', 9001, now())`;
    const staff = shop.person("Sari");
    await staff.says("/stok");
    expect(staff.lastMessage).toContain("rahasia");
    await shop.raw`update staff set rights = '{orders}'`;
    await staff.says("/stok");
    expect(staff.lastMessage).toContain("tidak dikenal");
  });

  test("a blocked customer hears one sentence, whatever is tried", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const buyer = shop.person();
    await buyer.says("/start");
    await shop.raw`update customers set is_blocked = true`;
    await buyer.says("/produk");
    expect(buyer.lastMessage).toContain("diblokir");
    await buyer.forges(again.data({ page: 1 }));
    expect(buyer.toast).toContain("diblokir");
    expect(buyer.sees).not.toContain("halaman");
  });

  test("a guard that says stop is the end of it", async () => {
    await using shop = await openConversation({
      areas: () => [example],
      bot: () => ({
        guards: [
          async (turn) => {
            if (turn.text !== "/produk") return "pass";
            turn.reply("pelan-pelan ya");
            return "stop";
          },
        ],
      }),
    });
    const buyer = shop.person();
    await buyer.says("/produk");
    expect(buyer.sees).toBe("pelan-pelan ya");
    await buyer.says("12");
    expect(buyer.lastMessage).toBe("nomor 12");
  });
});

describe("dialogs", () => {
  test("ask one thing after the other, correct kindly, and survive a restart", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const admin = shop.admin;
    await admin.says("/baru");
    expect(admin.lastMessage).toBe("Kode?");
    expect(admin.buttons).toContain("✖️ Batal");
    await admin.says("A 1");
    expect(admin.lastMessage).toBe("Tanpa spasi, ya.");
    await admin.says("A1");
    expect(admin.lastMessage).toBe("Jenis untuk A1?");
    await shop.restart();
    await admin.says("akun");
    expect(admin.lastMessage).toContain("Pilih dengan tombol");
    await admin.taps("Lisensi");
    expect(admin.lastMessage).toBe("Nama?");
    await admin.says("Netflix");
    expect(admin.lastMessage).toBe("Jadi: A1 lisensi Netflix");
    expect(await shop.raw`select 1 from dialogs`).toHaveLength(0);
  });

  test("what is typed lies sealed in the table", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    await shop.admin.says("/baru");
    await shop.admin.says("RAHASIA");
    const [row] = await shop.raw`select name, step, draft from dialogs`;
    expect(row).toMatchObject({ name: "new", step: "kind" });
    expect(row!["draft"]).not.toContain("RAHASIA");
  });

  test("the second of two quick messages answers the second question", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const buyer = shop.person();
    await buyer.says("/dua");
    buyer.person.sends("satu");
    buyer.person.sends("dua");
    await shop.settled();
    expect(buyer.lastMessage).toBe("satu lalu dua");
  });

  test("end by the word, the command or the button at any step", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const admin = shop.admin;
    for (const cancel of [
      () => admin.says("Batal"),
      () => admin.says("/cancel"),
      () => admin.taps("✖️ Batal"),
    ]) {
      await admin.says("/baru");
      await admin.says("A1");
      await cancel();
      expect(admin.lastMessage).toContain("Dibatalkan");
      await admin.says("A1");
      expect(admin.lastMessage).toContain("belum paham");
    }
    await admin.says("/cancel");
    expect(admin.lastMessage).toContain("Tidak ada yang sedang berjalan");
  });

  test("a question that is over is not answered by its old button", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const admin = shop.admin;
    await admin.says("/baru");
    await admin.says("A1");
    const old = choice(wizard, "kind", "Lisensi", "lisensi").callback_data;
    await admin.taps("Lisensi");
    await admin.forges(old);
    expect(admin.toast).toContain("sudah lewat");
    expect(admin.lastMessage).toBe("Nama?");
  });

  test("a long one waits while its owner looks elsewhere, a short one ends", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const admin = shop.admin;
    await admin.says("/baru");
    await admin.says("A1");
    await admin.says("/start");
    expect(admin.sees).toContain("Isian tadi disimpan");
    await admin.says("12");
    expect(admin.lastMessage).toBe("nomor 12");
    await admin.taps("▶️ Lanjutkan");
    expect(admin.sees).toContain("Jenis untuk A1?");
    await admin.taps("Lisensi");
    expect(admin.sees).toContain("Nama?");
    await admin.says("/cancel");

    await admin.says("/dua");
    await admin.says("/start");
    await admin.says("12");
    expect(admin.lastMessage).toBe("nomor 12");
  });

  test("a long one waits behind a short one that is begun on top of it, over a restart", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const admin = shop.admin;
    await admin.says("/baru");
    await admin.says("A1");
    await admin.forges(ask.data({}));
    expect(admin.sees).toContain("Satu?");
    await admin.says("satu");
    await shop.restart();
    await admin.says("dua");
    expect(admin.sees).toContain("satu lalu dua");
    expect(admin.lastMessage).toContain("Isian tadi disimpan");
    await admin.says("12");
    expect(admin.lastMessage).toBe("nomor 12");
    await admin.taps("▶️ Lanjutkan");
    expect(admin.sees).toContain("Jenis untuk A1?");

    await admin.forges(ask.data({}));
    await admin.says("batal");
    expect(admin.lastMessage).toContain("Isian tadi disimpan");
    await admin.says("12");
    await admin.forges(ask.data({}));
    await admin.taps("▶️ Lanjutkan");
    expect(admin.sees).toContain("Jenis untuk A1?");
    await admin.taps("Lisensi");
    await admin.says("Netflix");
    expect(admin.lastMessage).toBe("Jadi: A1 lisensi Netflix");
    expect(await shop.raw`select 1 from dialogs`).toHaveLength(0);
  });

  test("one that was left for too long says so, and the next word is free again", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const admin = shop.admin;
    await admin.says("/baru");
    shop.clock.advance(hours(25));
    await admin.says("A1");
    expect(admin.lastMessage).toContain("kedaluwarsa");
    await admin.says("12");
    expect(admin.lastMessage).toBe("nomor 12");
  });

  test("a right that is taken away ends a dialog that needed it", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    await shop.raw`insert into staff values (1001, 'Sari', '{products}', 9001, now())`;
    const staff = shop.person("Sari");
    await staff.says("/baru");
    await shop.raw`delete from staff`;
    await staff.says("A1");
    expect(staff.lastMessage).toContain("silakan mulai lagi");
  });

  test("a file that is sent is read", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const buyer = shop.person();
    await buyer.says("/berkas");
    await buyer.sendsDocument("stok.txt", "satu\ndua\n");
    expect(buyer.lastMessage).toBe("stok.txt: 9 byte");
  });
});

describe("outside", () => {
  test("in a group the bot says once where it works, and goes", async () => {
    await using shop = await openConversation();
    const group = { id: -100_5, type: "supergroup", title: "Ramai" } as const;
    const from = { id: 77, is_bot: false, first_name: "Budi" };
    const me = { user: { id: 123456, is_bot: true, first_name: "Toko" } };
    const added = {
      ...{ chat: group, from, date: 1 },
      old_chat_member: { ...me, status: "left" },
      new_chat_member: { ...me, status: "member" },
    } as const;
    const says = { message_id: 1, date: 1, chat: group, from, text: "/start" };
    const [onJoin, onWord] = await shop.db.transaction(async (tx) => [
      await shop.bot.handle(tx, { update_id: 1, my_chat_member: added }, new Map()),
      await shop.bot.handle(tx, { update_id: 2, message: says }, new Map()),
    ]);
    expect(onJoin!.replies.map(({ method }) => method)).toEqual(["sendMessage", "leaveChat"]);
    expect(onWord!.replies).toEqual([]);
    expect(await shop.raw`select 1 from customers`).toHaveLength(0);
  });

  test("whoever shut the bot out is reachable again by coming back", async () => {
    await using shop = await openConversation();
    const buyer = shop.person();
    await buyer.says("/start");
    buyer.person.blocks();
    await shop.settled();
    expect(await unreachable(shop)).toHaveLength(1);
    buyer.person.unblocks();
    await shop.settled();
    expect(await unreachable(shop)).toHaveLength(0);
  });

  test("a handler that breaks leaves no trace but a kind word, and is reported", async () => {
    await using shop = await openConversation({ areas: () => [example] });
    const buyer = shop.person();
    await buyer.says("/rusak");
    expect(buyer.sees).toContain("ada gangguan di sisi kami");
    expect(buyer.sees).not.toContain("undefined is not");
    expect(await shop.raw`select 1 from settings`).toHaveLength(0);
    expect(shop.problems.splice(0).join()).toContain("was given up");
    await buyer.says("12");
    expect(buyer.lastMessage).toBe("nomor 12");
  });
});

// --- an example of an area ---

const ask = defineButton("ask", {});
const again = defineButton("ex", { page: int });
const everyone = { allow: "everyone" } as const;
const wizardDraft = z.object({ code: z.string(), kind: z.string() });

const wizard: Dialog<z.infer<typeof wizardDraft>> = {
  name: "new",
  allow: "products",
  draft: wizardDraft,
  whenLeft: "pause",
  steps: {
    code: {
      ask: () => "Kode?",
      answer: (turn, draft) =>
        turn.text?.includes(" ")
          ? { again: "Tanpa spasi, ya." }
          : { to: "kind", draft: { ...draft, code: turn.text ?? "" } },
    },
    kind: {
      ask: (_turn, { code }) => ({
        text: `Jenis untuk ${code}?`,
        keyboard: [[choice(wizard, "kind", "Lisensi", "lisensi")]],
      }),
      choose: (_turn, draft, kind) => ({ to: "name", draft: { ...draft, kind } }),
    },
    name: {
      ask: () => "Nama?",
      answer: (turn, { code, kind }) => {
        turn.reply(`Jadi: ${code} ${kind} ${turn.text}`);
        return "end";
      },
    },
  },
};

const two: Dialog<{ first: string }> = {
  name: "two",
  allow: "everyone",
  draft: z.object({ first: z.string() }),
  steps: {
    one: {
      ask: () => "Satu?",
      answer: (turn) => ({ to: "two", draft: { first: turn.text ?? "" } }),
    },
    two: {
      ask: () => "Dua?",
      answer: (turn, { first }) => {
        turn.reply(`${first} lalu ${turn.text}`);
        return "end";
      },
    },
  },
};

const file: Dialog<null> = {
  name: "file",
  allow: "everyone",
  draft: z.null(),
  steps: {
    file: {
      ask: () => "Berkas?",
      async answer(turn) {
        if (!turn.document) return { again: "Kirim berkas, ya." };
        const content = await turn.file(turn.document.fileId);
        turn.reply(`${turn.document.name}: ${content.ok ? content.value.length : 0} byte`);
        return "end";
      },
    },
  },
};

const example: Area = [
  onCommand("produk", everyone, (turn, args) => turn.reply(`produk [${args}]`)),
  onMenu(
    ({ common }) => common.menu.cart,
    everyone,
    (turn) => turn.reply("keranjang"),
  ),
  onTyped("number", { ...everyone, matches: (text) => /^\d+$/.test(text) }, (turn, text) => {
    const page = Number(text) + 1;
    turn.reply({ text: `nomor ${text}`, keyboard: [[again.button("Lagi", { page })]] });
  }),
  onButton(again, everyone, (turn, { page }) => {
    turn.answer("ya");
    turn.edit(`halaman ${page}`);
  }),
  onButton(ask, everyone, (turn) => turn.dialog.start(two, { first: "" })),
  onDeepLink("p_", everyone, (turn, code) => turn.reply(`tautan ${code}`)),
  onDialog(wizard),
  onDialog(two),
  onDialog(file),
  onCommand("baru", { allow: "products" }, (turn) =>
    turn.dialog.start(wizard, { code: "", kind: "" }),
  ),
  onCommand("dua", everyone, (turn) => turn.dialog.start(two, { first: "" })),
  onCommand("berkas", everyone, (turn) => turn.dialog.start(file, null)),
  onCommand("rusak", everyone, async (turn) => {
    await turn.tx.execute(`insert into settings values ('x', '1', now(), 1)`);
    turn.reply("tak pernah terkirim");
    throw new TypeError("undefined is not a function");
  }),
  onMenu(
    ({ common }) => common.menu.admin,
    { allow: "staff" },
    (turn) => turn.reply("rahasia"),
  ),
  onCommand("stok", { allow: "stock" }, (turn) => turn.reply("rahasia")),
  onCommand("admin_saja", { allow: "admin" }, (turn) => turn.reply("rahasia")),
  onCommand("hanya_pemilik", { allow: "owner" }, (turn) => turn.reply("rahasia")),
  onButton(defineButton("adm", {}), { allow: "admin" }, (turn) => turn.reply("rahasia")),
];

function unreachable({ raw }: Conversation) {
  return raw`select 1 from customers where unreachable_at is not null`;
}

test("the way home is a button", () => {
  expect(homeButton.data({})).toBe("v1:home");
});
