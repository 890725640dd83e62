import { en } from "./en.ts";
import { id, type Texts } from "./id.ts";
import type { Language } from "./language.ts";

export const texts: Readonly<Record<Language, Texts>> = { id, en };
