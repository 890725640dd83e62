import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

const percent = (share: number | null): string =>
  share === null ? "–" : `${(share * 100).toFixed(1).replace(".", ",")}%`;

export const adminReports = {
  section: "📊 Statistik",
  periods: {
    today: "Hari ini",
    yesterday: "Kemarin",
    week: "Minggu ini",
    month: "Bulan ini",
    last_month: "Bulan lalu",
  },
  range: "🗓 Rentang lain",
  charts: { revenue: "💰 Pendapatan", orders: "🧾 Pesanan", sellers: "🏆 Terlaris" },
  csv: "📄 CSV",
  csvFollows: "📄 Berkasnya di bawah…",
  figures: (it: {
    title: string;
    revenue: Rupiah;
    gross: Rupiah;
    refunds: Rupiah;
    refundedOrders: number;
    orders: number;
    paidOrders: number;
    conversion: number | null;
    average: Rupiah | null;
    itemsSold: number;
    buyers: number;
    newCustomers: number;
    deposits: Rupiah;
  }) =>
    [
      `📊 <b>${escapeHtml(it.title)}</b>`,
      "",
      `💰 Pendapatan: <b>${formatRupiah(it.revenue)}</b>`,
      ...(it.refunds > 0
        ? [
            `      kotor ${formatRupiah(it.gross)}, dikembalikan ${formatRupiah(it.refunds)} (${count(it.refundedOrders, "id")} pesanan)`,
          ]
        : []),
      `🧾 Pesanan lunas: <b>${count(it.paidOrders, "id")}</b> (${count(it.itemsSold, "id")} item)`,
      ...(it.average === null ? [] : [`      rata-rata ${formatRupiah(it.average)}`]),
      `🛒 Checkout: ${count(it.orders, "id")}, dibayar ${percent(it.conversion)}`,
      `👤 Pembeli: ${count(it.buyers, "id")}`,
      `🆕 Pelanggan baru: ${count(it.newCustomers, "id")}`,
      ...(it.deposits > 0 ? [`👛 Isi saldo: ${formatRupiah(it.deposits)}`] : []),
    ].join("\n"),
  sellers: "🏆 <b>Produk terlaris</b>",
  seller: (it: { place: number; name: string; units: number; amount: Rupiah }) =>
    `${it.place}. ${escapeHtml(it.name)} – ${count(it.units, "id")} item, ${formatRupiah(it.amount)}`,
  noSales: "Belum ada penjualan di rentang ini.",
  chart: {
    revenue: "Pendapatan",
    perHour: "per jam",
    perDay: "per hari",
    perWeek: "per minggu",
    perMonth: "per bulan",
    orders: "Pesanan",
    placed: "checkout",
    paid: "lunas",
    sellers: "Produk terlaris",
    items: "item",
    nothing: "Belum ada penjualan",
    total: "Total",
    thousand: "rb",
    million: "jt",
    billion: "M",
  },
  months: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
  askRange:
    "🗓 Ketik rentangnya: satu hari (<code>20/11/2026</code>) atau dua (<code>1/11/2026 - 20/11/2026</code>), paling lama 366 hari:",
  wrongRange:
    "Rentang itu belum terbaca. Contoh: <code>1/11/2026 - 20/11/2026</code>, paling lama 366 hari.",
  csvNames: {
    day: "tanggal",
    revenue: "pendapatan",
    gross: "kotor",
    refunds: "dikembalikan",
    orders: "checkout",
    paidOrders: "lunas",
    items: "item",
    customers: "pelanggan_baru",
  },

  calculator: {
    section: "🧮 Kalkulator",
    title: "🧮 <b>Kalkulator</b>\n\nMau menghitung apa?",
    refund: "↩️ Pengembalian dana",
    deposit: "👛 Isi saldo",
    history: "🕘 Riwayat",
    askPrice: "💵 Berapa harga yang dibayar? Pilih atau ketik (50rb, 125.000):",
    askSold: "🗓 Untuk berapa hari dijual? Pilih atau ketik angkanya:",
    askUsed: (sold: number) => `⏳ Sudah dipakai berapa hari (0–${sold})?`,
    askFee:
      "🏷 Potongan? Pilih, atau ketik persen (<code>7,5%</code>) atau rupiah (<code>2500</code>):",
    askAmount: "💵 Berapa uang yang masuk? Pilih atau ketik (50rb, 125.000):",
    noFee: "Tanpa potongan",
    days: (days: number) => `${days} hari`,
    wrongAmount: "Ketik jumlah dalam rupiah, misalnya 50.000 atau 50rb.",
    wrongDays: "Ketik jumlah hari sebagai angka bulat, dari 1 sampai 3.650.",
    wrongUsed: (sold: number) => `Ketik angka bulat dari 0 sampai ${sold}.`,
    wrongFee: "Ketik persen dari 0% sampai 100% (misalnya 7,5%), atau jumlah rupiah.",
    result: (it: {
      kind: "refund" | "deposit";
      price: Rupiah;
      usedDays: number;
      soldDays: number;
      left: Rupiah;
      fee: Rupiah;
      feePercent: string | undefined;
      result: Rupiah;
    }) =>
      it.kind === "refund"
        ? [
            "🧮 <b>Pengembalian dana</b>",
            "",
            `Harga: ${formatRupiah(it.price)} untuk ${it.soldDays} hari`,
            `Terpakai: ${it.usedDays} hari, sisa ${it.soldDays - it.usedDays} hari`,
            `${formatRupiah(it.price)} × ${it.soldDays - it.usedDays} ÷ ${it.soldDays} = ${formatRupiah(it.left)}`,
            `Potongan${it.feePercent ? ` ${it.feePercent}` : ""}: −${formatRupiah(it.fee)}`,
            "",
            `➡️ Dikembalikan: <b>${formatRupiah(it.result)}</b>`,
            "<i>Dibulatkan ke rupiah terdekat; setengah rupiah untuk pelanggan.</i>",
          ].join("\n")
        : [
            "🧮 <b>Isi saldo</b>",
            "",
            `Uang masuk: ${formatRupiah(it.price)}`,
            `Potongan${it.feePercent ? ` ${it.feePercent}` : ""}: −${formatRupiah(it.fee)}`,
            "",
            `➡️ Masuk ke saldo: <b>${formatRupiah(it.result)}</b>`,
            "<i>Dibulatkan ke rupiah terdekat; setengah rupiah untuk pelanggan.</i>",
          ].join("\n"),
    again: "🔁 Hitung lagi",
    historyTitle: "🕘 <b>Hitungan terakhirmu</b>",
    historyEmpty: "🕘 Belum ada hitungan.",
    historyLine: (it: { kind: "refund" | "deposit"; when: string; of: Rupiah; result: Rupiah }) =>
      `${it.kind === "refund" ? "↩️" : "👛"} ${it.when}: ${formatRupiah(it.of)} → <b>${formatRupiah(it.result)}</b>`,
    back: "⬅️ Kalkulator",
  },
};
