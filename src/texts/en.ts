import { alerts } from "./en/alerts.ts";
import { common } from "./en/common.ts";
import type { Texts } from "./id.ts";

export const en: Texts = {
  alerts,
  common,
};
