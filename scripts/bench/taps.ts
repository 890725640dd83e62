import {
  type ProductShow,
  productListButton,
  productShows,
  productsButton,
  stockButton,
  stockListButton,
  unitsButton,
  voucherListButton,
} from "../../src/bot/buttons/admin-catalog-buttons.ts";
import {
  depositsButton,
  deskListButton,
  deskOrdersButton,
  findOrderButton,
  moneyButton,
  peopleButton,
  peopleListButton,
} from "../../src/bot/buttons/admin-desk-buttons.ts";
import { reportButton } from "../../src/bot/buttons/admin-office-buttons.ts";
import { ordersButton, walletButton } from "../../src/bot/buttons/money-buttons.ts";
import type { ShelfRef } from "../../src/bot/buttons/shelf-ref.ts";
import { cardButton, categoriesButton, listButton } from "../../src/bot/buttons/shop-buttons.ts";
import type { CategoryId, ProductId } from "../../src/lib/ids.ts";
import { orderShows } from "../../src/shop/orders/desk-orders.queries.ts";
import { depositShows } from "../../src/shop/payments/desk-money.queries.ts";

/** The one whose units are sealed as a shop's are. */
export const openedProduct = 1 as ProductId;

export type Tap = {
  readonly name: string;
  readonly does: (round: number) => { readonly data: string } | { readonly text: string };
};

/** What customers look at, here and there in the shop. */
export const customerTaps: readonly Tap[] = [
  typed("/start", () => "/start"),
  tap("categories", () => categoriesButton.data({ page: 0 })),
  shelf("all products", () => ({ list: "all", page: 0 })),
  shelf("all products, further on", (round) => ({ list: "all", page: 100 + round * 10 })),
  shelf("a category", (round) => ({ list: "category", categoryId: categoryOf(round), page: 3 })),
  shelf("a search", (round) => ({ list: "search", phrase: `Produk ${round}`, page: 0 })),
  shelf("a search for all", () => ({ list: "search", phrase: "produk", page: 20 })),
  shelf("stock", (round) => ({ list: "stock", page: round })),
  tap("a product", (round) => {
    const ref: ShelfRef = { list: "all", page: 0 };
    return cardButton.data({ product: productOf(round), quantity: 1, ref });
  }),
  typed("a product by its number", (round) => String(1 + round * 200)),
  tap("my orders", () => ordersButton.data({ list: "all", before: 0 })),
  tap("my open orders", () => ordersButton.data({ list: "open", before: 0 })),
  tap("the wallet", () => walletButton.data({ page: 0 })),
];

/** What admins look at. */
export const adminTaps: readonly Tap[] = [
  typed("/admin", () => "/admin"),
  tap("orders", () => deskOrdersButton.data({})),
  ...orderShows
    .filter((show) => show !== "product" && show !== "customer")
    .map((show) => tap(`orders: ${show}`, () => deskListButton.data({ show, of: 0, from: 0 }))),
  tap("orders of a product", (round) =>
    deskListButton.data({ show: "product", of: 1 + round * 17, from: 0 }),
  ),
  tap("orders of a customer", (round) =>
    deskListButton.data({ show: "customer", of: 1 + round * 17, from: 0 }),
  ),
  tap("orders, further on", (round) =>
    deskListButton.data({ show: "all", of: 0, from: 500_000 - round }),
  ),
  tap("find an order", () => findOrderButton.data({})),
  typed("an order by its code", (round) => `INV-OLD${1 + round * 1_000}`),
  tap("find an order", () => findOrderButton.data({})),
  typed("orders by a name", (round) => `user_${1 + round}`),
  tap("products", () => productsButton.data({})),
  ...productShows.map((show) => products(show, 0)),
  products("all", 300),
  tap("products by a word", (round) =>
    productListButton.data({ show: "all", page: 0, phrase: `Produk ${round}` }),
  ),
  tap("stock", () => stockListButton.data({ show: "all", page: 0, phrase: "" })),
  tap("stock that is low", () => stockListButton.data({ show: "low", page: 0, phrase: "" })),
  tap("a product's stock", (round) => stockButton.data({ product: productOf(round) })),
  tap("units", () => unitsButton.data({ product: openedProduct, view: "available", before: 0 })),
  tap("people", () => peopleButton.data({})),
  tap("people, further on", (round) =>
    peopleListButton.data({ show: "all", page: 100 + round, phrase: "" }),
  ),
  tap("blocked people", () => peopleListButton.data({ show: "blocked", page: 0, phrase: "" })),
  tap("people by a word", (round) =>
    peopleListButton.data({ show: "all", page: 0, phrase: `user_${round}` }),
  ),
  tap("money", () => moneyButton.data({})),
  ...depositShows.map((show) =>
    tap(`deposits: ${show}`, () => depositsButton.data({ show, before: 0 })),
  ),
  tap("vouchers", () => voucherListButton.data({ show: "active", page: 0, phrase: "" })),
  tap("vouchers, further on", (round) =>
    voucherListButton.data({ show: "all", page: 100 + round, phrase: "" }),
  ),
];

export const monthsReport = "statistics of a month";

/** No lists: they add up what a month has brought. */
export const reportTaps: readonly Tap[] = [
  tap(monthsReport, () => {
    const today = new Date();
    const first = new Date(today.getTime() - 30 * 86_400_000);
    return reportButton.data({ first: packed(first), last: packed(today), chart: "revenue" });
  }),
];

// --- internal ---

function tap(name: string, data: (round: number) => string): Tap {
  return { name, does: (round) => ({ data: data(round) }) };
}

function typed(name: string, text: (round: number) => string): Tap {
  return { name, does: (round) => ({ text: text(round) }) };
}

function shelf(name: string, ref: (round: number) => ShelfRef): Tap {
  return tap(name, (round) => listButton.data({ ref: ref(round) }));
}

function products(show: ProductShow, page: number): Tap {
  const name = `products: ${show}${page > 0 ? ", further on" : ""}`;
  return tap(name, () => productListButton.data({ show, page, phrase: "" }));
}

const productOf = (round: number) => (1 + ((round * 1_237) % 10_000)) as ProductId;
const categoryOf = (round: number) => (1 + (round % 20)) as CategoryId;
const packed = (day: Date): string => day.toISOString().slice(0, 10).replaceAll("-", "");
