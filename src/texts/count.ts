import type { Language } from "./language.ts";

/** 12.345 in Indonesian, 12,345 in English. */
export function count(value: number, language: Language): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, language === "id" ? "." : ",");
}
