export const adminHome = {
  command: "Panel admin",
  title: (role: string) => `⚙️ <b>Panel admin</b>${role ? ` · ${role}` : ""}\n\nMau mengurus apa?`,
  roles: { staff: "staf", admin: "admin", owner: "pemilik" },
  nothing: "Belum ada bagian yang dibuka untukmu. Minta pemilik toko memberi hak.",
  back: "⬅️ Panel admin",
  products: "📦 Produk",
  categories: "🗂 Kategori",
  stock: "📥 Stok",
  vouchers: "🎟 Voucher",
};
