import type { Texts } from "../id.ts";

export const adminHome: Texts["adminHome"] = {
  command: "Admin panel",
  title: (role) => `⚙️ <b>Admin panel</b>${role ? ` · ${role}` : ""}\n\nWhat shall we look after?`,
  roles: { staff: "staff", admin: "admin", owner: "owner" },
  nothing: "No section is open to you yet. Ask the owner of the shop for the right.",
  back: "⬅️ Admin panel",
  products: "📦 Products",
  categories: "🗂 Categories",
  stock: "📥 Stock",
  vouchers: "🎟 Vouchers",
};
