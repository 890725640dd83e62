import type { Db } from "../../db/client.ts";
import { products } from "../../db/schema/catalog.ts";
import type { Clock } from "../lib/clock.ts";
import type { Vault } from "../lib/crypto.ts";
import { createProduct, type NewProduct } from "../shop/catalog/create-product.ts";
import { createCategory } from "../shop/catalog/edit-categories.ts";
import { setProductFile } from "../shop/catalog/set-product-file.ts";
import { changeSetting } from "../shop/settings/change-setting.ts";
import { addStock } from "../shop/stock/add-stock.ts";

type Deps = { readonly db: Db; readonly clock: Clock; readonly vault: Vault };

/** Something of every kind on the shelf, so that a newcomer has what to buy. Once only. */
export async function stockTheDemo(deps: Deps): Promise<void> {
  const [any] = await deps.db.select({ id: products.id }).from(products).limit(1);
  if (any) return;
  for (const { name, emoji, goods } of shelf) {
    const category = await createCategory(deps, { name, emoji, actorId: null });
    if (!category.ok) throw new Error(`The demo's category "${name}": ${category.reason}`);
    for (const { units, file, ...product } of goods) {
      await shelve(deps, { ...product, categoryId: category.value.id }, { units, file });
    }
  }
  const instructions = "BCA 123 456 7890 a.n. Toko Demo";
  await changeSetting(deps, { key: "manualInstructions", value: instructions, actorId: null });
  await changeSetting(deps, { key: "manualEnabled", value: true, actorId: null });
  await changeSetting(deps, { key: "supportContact", value: "@admin_demo", actorId: null });
}

// --- internal ---

type Good = Omit<NewProduct, "actorId"> & {
  readonly units?: readonly string[];
  readonly file?: { readonly name: string; readonly text: string };
};

async function shelve(
  deps: Deps,
  product: Omit<NewProduct, "actorId">,
  { units, file }: { readonly [Key in "units" | "file"]: Good[Key] | undefined },
): Promise<void> {
  const created = await createProduct(deps, { ...product, actorId: null });
  if (!created.ok) throw new Error(`The demo's product "${product.name}": ${created.reason}`);
  const productId = created.value;
  if (units) await addStock(deps, { productId, lines: units, actorId: null });
  if (file) {
    const bytes = new TextEncoder().encode(file.text);
    await setProductFile(deps, {
      productId,
      file: { name: file.name, mime: "text/plain", bytes },
      actorId: null,
    });
  }
}

const accounts = (service: string, count: number): string[] =>
  Array.from(
    { length: count },
    (_, n) => `${service}${String(n + 1).padStart(3, "0")}@contoh.id | Rahasia#${1_000 + n * 37}`,
  );

const keys = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => {
    const digits = String(n * 7_919 + 10_007).padStart(8, "0");
    return `${prefix}-${digits.slice(0, 4)}-${digits.slice(4)}-DEMO`;
  });

const shelf: readonly {
  readonly name: string;
  readonly emoji: string;
  readonly goods: readonly Good[];
}[] = [
  {
    name: "Akun streaming",
    emoji: "🎬",
    goods: [
      {
        code: "FILM1",
        name: "Film Premium 1 Bulan 🍿",
        price: 35_000,
        description: "Akun pribadi, satu layar, garansi 30 hari.",
        instructions: "Masuk dengan email dan kata sandi. Jangan ganti kata sandinya.",
        units: accounts("film", 40),
      },
      {
        code: "MUSIK3",
        name: "Musik Premium 3 Bulan",
        price: 25_000,
        description: "Tanpa iklan, bisa diunduh.",
        instructions: "Terima undangan keluarga lewat tautan di dalam akun.",
        units: accounts("musik", 12),
      },
      {
        code: "ANIME1",
        name: "Anime 1 Bulan <HD>",
        price: 18_000,
        description: "Sisa sedikit: siapa cepat dia dapat.",
        units: accounts("anime", 2),
      },
    ],
  },
  {
    name: "Lisensi",
    emoji: "🔑",
    goods: [
      {
        code: "OFFICE",
        name: "Office Tahunan",
        price: 150_000,
        description: "Satu kunci untuk satu komputer.",
        instructions: "Masukkan kunci di menu Aktivasi.",
        units: keys("OFC", 60),
      },
      {
        code: "ANTIV",
        name: "Antivirus 1 Perangkat",
        price: 45_000,
        description: "Berlaku satu tahun sejak diaktifkan.",
        units: keys("AV", 25),
      },
    ],
  },
  {
    name: "E-book",
    emoji: "📚",
    goods: [
      {
        code: "RESEP",
        name: "Buku Resep Nusantara",
        price: 20_000,
        kind: "file",
        description: "Seratus resep, dikirim sebagai berkas.",
        file: { name: "resep-nusantara.txt", text: "1. Rendang\n2. Soto\n3. Gudeg\n" },
      },
      {
        code: "KELAS",
        name: "Tautan Kelas Daring",
        price: 50_000,
        kind: "shared",
        description: "Satu tautan untuk semua pembeli, berlaku selamanya.",
        sharedContent: "https://contoh.id/kelas/demo",
      },
    ],
  },
];
