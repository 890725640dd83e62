import type { Standing } from "../../shop/customers/roles.ts";
import type { Texts } from "../../texts/id.ts";
import { isAllowed } from "../allow.ts";
import type { ReplyKeyboard } from "../screen.ts";

/** The keyboard under the chat, by role. */
export function mainKeyboard(standing: Standing, { common: { menu } }: Texts): ReplyKeyboard {
  const rows = [
    [menu.categories, menu.allProducts],
    [menu.search, menu.cart],
    [menu.orders, menu.wallet],
    [menu.info, menu.language],
  ];
  if (isAllowed(standing, "staff")) rows.push([menu.admin]);
  return { rows, placeholder: menu.placeholder };
}
