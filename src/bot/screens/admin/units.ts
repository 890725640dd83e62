import type { ProductId } from "../../../lib/ids.ts";
import type { UnitDetails } from "../../../shop/stock/unit.queries.ts";
import type { Unit, UnitState, UnitsPage } from "../../../shop/stock/units.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { adminOrderButton } from "../../admin-buttons.ts";
import {
  exportStockButton,
  findUnitButton,
  moreUnitsButton,
  revealUnitButton,
  stockButton,
  type UnitAction,
  type UnitView,
  unitActionButton,
  unitButton,
  unitsButton,
  unitViews,
} from "../../buttons/admin-catalog-buttons.ts";
import type { Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";

type Product = { readonly id: ProductId; readonly name: string };

export function unitsScreen(
  it: { product: Product; view: UnitView; before: number; page: UnitsPage },
  texts: Texts,
): Screen {
  const { product, view, before, page } = it;
  const { units, home } = texts.adminStock;
  const to = { product: product.id, view };
  const title = units.title({ name: product.name, view: units.views[view] });
  const others = unitViews
    .filter((other) => other !== view)
    .map((other) => unitsButton.button(units.views[other], { ...to, view: other, before: 0 }));
  const paging = [
    ...(before > 0 ? [unitsButton.button(units.newest, { ...to, before: 0 })] : []),
    ...(page.next === null ? [] : [unitsButton.button(units.older, { ...to, before: page.next })]),
  ];
  const last = [
    findUnitButton.button(home.find, { product: product.id }),
    exportStockButton.button(home.export, { ...to, sure: false }),
  ];
  const back = stockButton.button(texts.common.back, { product: product.id });
  const keyboard = [...rowsOf(page.units, texts), paging, ...inRows(others, 3), last, [back]];
  return {
    text: page.units.length === 0 ? `${title}\n\n${units.empty}` : title,
    keyboard: keyboard.filter((row) => row.length > 0),
  };
}

export function foundUnitsScreen(
  it: { product: Product; phrase: string; page: UnitsPage },
  texts: Texts,
): Screen {
  const { product, phrase, page } = it;
  const { units, home } = texts.adminStock;
  const title = units.found({ name: product.name, phrase });
  const further =
    page.next === null
      ? []
      : [
          [
            moreUnitsButton.button(units.lookFurther, {
              product: product.id,
              before: page.next,
              phrase,
            }),
          ],
        ];
  const again = findUnitButton.button(home.find, { product: product.id });
  const back = stockButton.button(texts.common.back, { product: product.id });
  return {
    text: page.units.length === 0 ? `${title}\n\n${units.nothingFound}` : title,
    keyboard: [...rowsOf(page.units, texts), ...further, [again], [back]],
  };
}

export function unitScreen(
  it: { unit: UnitDetails; content: string | null; maySeeOrders: boolean },
  texts: Texts,
): Screen {
  const { unit, content, maySeeOrders } = it;
  const { unit: words, units } = texts.adminStock;
  const lines = [
    words.title({ id: unit.id, name: unit.productName }),
    words.state(units.views[unit.state]),
    ...(unit.orderCode === null ? [] : [words.order(unit.orderCode)]),
    content === null ? words.masked(unit.masked ?? units.copyOfShared) : words.content(content),
  ];
  const reveal =
    content === null && unit.masked !== null
      ? [[revealUnitButton.button(words.reveal, { unit: unit.id })]]
      : [];
  const action = (name: UnitAction) =>
    unitActionButton.button(words[name], { unit: unit.id, action: name, sure: name !== "remove" });
  const order =
    maySeeOrders && unit.orderId !== null
      ? [[adminOrderButton.button(words.orderButton, { id: unit.orderId })]]
      : [];
  const back = unitsButton.button(words.back, { product: unit.productId, view: "all", before: 0 });
  const actions = actionsOn[unit.state].map(action);
  const keyboard = [...reveal, actions, ...order, [back]].filter((row) => row.length > 0);
  return { text: lines.join("\n"), keyboard };
}

/** What was sold or is held belongs to somebody: nothing is done to it here. */
const actionsOn: Readonly<Record<UnitState, readonly UnitAction[]>> = {
  available: ["quarantine", "remove"],
  quarantined: ["release", "remove"],
  reserved: [],
  sold: [],
  retired: [],
};

// --- internal ---

const signs: Readonly<Record<UnitState, string>> = {
  available: "🟢",
  reserved: "🟡",
  sold: "✅",
  quarantined: "🚧",
  retired: "⛔",
};

function rowsOf(units: readonly Unit[], { adminStock }: Texts) {
  return units.map(({ id, state, masked }) => {
    const shown = masked ?? adminStock.units.copyOfShared;
    const label = adminStock.units.row({ sign: signs[state], id, masked: shown });
    return [unitButton.button(label, { unit: id })];
  });
}
