import { findProductByCode } from "../../../shop/catalog/products.queries.ts";
import { productAtNumber } from "../../../shop/catalog/shelf-numbers.queries.ts";
import { joinWaitlist, leaveWaitlist } from "../../../shop/waitlist/join-waitlist.ts";
import {
  type Area,
  onButton,
  onCommand,
  onDeepLink,
  onDialog,
  onMenu,
  onTyped,
} from "../../area.ts";
import { shelfRef, wholeShelf } from "../../buttons/shelf-ref.ts";
import {
  cardButton,
  categoriesButton,
  listButton,
  noButton,
  searchButton,
  stopWaitingButton,
  typeQuantityButton,
  waitButton,
} from "../../buttons/shop-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import { quantityDialog } from "../../dialogs/quantity-dialog.ts";
import { searchDialog } from "../../dialogs/search-dialog.ts";
import type { Turn } from "../../turn.ts";
import { showCard } from "./show-card.ts";
import { showCategories, showList } from "./show-list.ts";

/** Looking around: categories, lists, search, one product, and waiting for it. */
export function shopArea(deps: Pick<CustomerDeps, "clock">): Area {
  const everyone = { allow: "everyone" } as const;
  return [
    onMenu(
      ({ common }) => common.menu.categories,
      everyone,
      (turn) => showCategories(turn, 0),
    ),
    onMenu(
      ({ common }) => common.menu.allProducts,
      everyone,
      (turn) => showList(turn, wholeShelf),
    ),
    onMenu(({ common }) => common.menu.search, everyone, search),
    onCommand("catalog", { ...everyone, describe: ({ shop }) => shop.commands.catalog }, (turn) =>
      showList(turn, wholeShelf),
    ),
    onCommand("stock", { ...everyone, describe: ({ shop }) => shop.commands.stock }, (turn) =>
      showList(turn, { list: "stock", page: 0 }),
    ),
    onCommand("search", { ...everyone, describe: ({ shop }) => shop.commands.search }, search),
    onButton(categoriesButton, everyone, (turn, { page }) => showCategories(turn, page)),
    onButton(listButton, everyone, (turn, { ref }) => showList(turn, ref)),
    onButton(searchButton, everyone, search),
    onButton(cardButton, everyone, showCard),
    onButton(noButton, everyone, () => {}),
    onButton(typeQuantityButton, everyone, (turn, { product, ref }) =>
      turn.dialog.start(quantityDialog, { product, ref: shelfRef.write(ref) }),
    ),
    onButton(waitButton, everyone, async (turn, { product }) => {
      const place = { productId: product, customerId: turn.user.id };
      const joined = await joinWaitlist({ db: turn.tx, clock: deps.clock }, place);
      const says = turn.texts.shop.card;
      const refusals = { not_for_sale: says.notForSale, in_stock: says.backInStock };
      turn.answer(joined.ok ? says.joined : refusals[joined.reason], { alert: true });
      await showCard(turn, { product, quantity: 1, ref: wholeShelf });
    }),
    onButton(stopWaitingButton, everyone, async (turn, { product }) => {
      const place = { productId: product, customerId: turn.user.id };
      await leaveWaitlist({ db: turn.tx, clock: deps.clock }, place);
      turn.answer(turn.texts.shop.card.left);
      await showCard(turn, { product, quantity: 1, ref: wholeShelf });
    }),
    onDeepLink("p_", everyone, openByCode),
    onTyped(
      "product number",
      { ...everyone, matches: (text) => /^\d{1,5}$/.test(text) },
      openByNumber,
    ),
    onDialog(searchDialog),
    onDialog(quantityDialog),
  ];
}

// --- internal ---

function search(turn: Turn): Promise<void> {
  return turn.dialog.start(searchDialog, null);
}

async function openByCode(turn: Turn, code: string): Promise<void> {
  const found = await findProductByCode(turn.tx, code);
  if (found) return showCard(turn, { product: found.id, quantity: 1, ref: wholeShelf });
  turn.reply(turn.texts.shop.card.unknown);
  await showCategories(turn, 0);
}

async function openByNumber(turn: Turn, text: string): Promise<void> {
  const product = await productAtNumber(turn.tx, Number(text));
  if (product === undefined) return turn.reply(turn.texts.shop.list.noSuchNumber(text));
  await showCard(turn, { product, quantity: 1, ref: wholeShelf });
}
