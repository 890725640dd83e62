import { adminHome } from "./en/admin-home.ts";
import { alerts } from "./en/alerts.ts";
import { common } from "./en/common.ts";
import type { Texts } from "./id.ts";

export const en: Texts = {
  adminHome,
  alerts,
  common,
};
