import { common } from "./en/common.ts";
import type { Texts } from "./id.ts";

export const en: Texts = {
  common,
};
