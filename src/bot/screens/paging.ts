import type { InlineKeyboardButton } from "grammy/types";
import { noButton } from "../buttons/shop-buttons.ts";

/** «‹ 2/7 ›»; nothing where everything is on one page. */
export function pagingRow(
  { page, pages }: { readonly page: number; readonly pages: number },
  toPage: (label: string, page: number) => InlineKeyboardButton,
): InlineKeyboardButton[] {
  if (pages <= 1) return [];
  return [
    page > 0 ? toPage("‹", page - 1) : toPage("»", pages - 1),
    noButton.button(`${page + 1}/${pages}`, {}),
    page < pages - 1 ? toPage("›", page + 1) : toPage("«", 0),
  ];
}

/** For lists whose end is not counted. */
export function nextRow(
  { page, hasMore }: { readonly page: number; readonly hasMore: boolean },
  toPage: (label: string, page: number) => InlineKeyboardButton,
): InlineKeyboardButton[] {
  if (page === 0 && !hasMore) return [];
  const before = page > 0 ? [toPage("‹", page - 1)] : [];
  const after = hasMore ? [toPage("›", page + 1)] : [];
  return [...before, noButton.button(`${page + 1}`, {}), ...after];
}

export function inRows<Item>(items: readonly Item[], perRow: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / perRow) }, (_, row) =>
    items.slice(row * perRow, (row + 1) * perRow),
  );
}
