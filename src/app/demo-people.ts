import type { DemoPerson } from "../demo/page/start-chat-page.ts";

/** Tokens of the simulated Telegram: they open nothing anywhere else. */
export const demoTokens = {
  shop: "7000000001:AAdemo-token-of-the-simulated-shop0",
  owner: "7000000002:AAdemo-token-of-the-simulated-ownr0",
} as const;

export const demoPeople = {
  sari: {
    ...{ id: 81_000_001, first_name: "Sari 🌸", username: "sari_belanja", language_code: "id" },
    role: "pelanggan",
    bots: ["toko_demo_bot"],
  },
  budi: {
    ...{ id: 81_000_002, first_name: "Budi <Santoso>", last_name: "& Co", language_code: "id" },
    role: "pelanggan",
    bots: ["toko_demo_bot"],
  },
  emma: {
    ...{ id: 81_000_003, first_name: "Emma", username: "emma_w", language_code: "en" },
    role: "customer",
    bots: ["toko_demo_bot"],
  },
  admin: {
    ...{ id: 82_000_001, first_name: "Rina Admin", username: "rina_admin", language_code: "id" },
    role: "admin",
    bots: ["toko_demo_bot"],
    hasStarted: true,
  },
  owner: {
    ...{ id: 83_000_001, first_name: "Pak Hadi", username: "pak_hadi", language_code: "id" },
    role: "pemilik",
    bots: ["toko_demo_bot", "juragan_bot"],
    hasStarted: true,
  },
} as const satisfies Record<string, DemoPerson>;
