import { z } from "zod";
import type { ContentId, ProductId } from "../../../lib/ids.ts";
import { outgoing } from "../../../outbox/outgoing-call.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import {
  quarantineUnits,
  releaseUnits,
  removeUnits,
  revealUnit,
} from "../../../shop/stock/handle-units.ts";
import { findUnit } from "../../../shop/stock/unit.queries.ts";
import { findUnitByContent, listUnits, searchUnits } from "../../../shop/stock/units.queries.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  findUnitButton,
  moreUnitsButton,
  revealUnitButton,
  type UnitAction,
  type UnitView,
  unitActionButton,
  unitButton,
  unitsButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { findPhraseDialog } from "../../dialogs/admin/find-phrase.ts";
import { foundUnitsScreen, unitScreen, unitsScreen } from "../../screens/admin/units.ts";
import type { Turn } from "../../turn.ts";

/** Units one by one: masked until somebody asks, and every such question is written down. */
export function unitsArea(deps: AdminCatalogDeps): Area {
  const rules = { allow: "stock" } as const;
  const find = findPhraseDialog({
    ...{ name: "ufind", allow: "stock", draft: productDraft },
    ask: ({ adminStock }) => adminStock.units.askPhrase,
    found: (turn, phrase, { product }) => showFound(deps, turn, { product, phrase, before: 0 }),
  });
  return [
    onButton(unitsButton, rules, (turn, it) => showUnits(deps, turn, it)),
    onButton(unitButton, rules, (turn, { unit }) => showUnit(deps, turn, unit)),
    onButton(revealUnitButton, rules, (turn, { unit }) => reveal(deps, turn, unit)),
    onButton(unitActionButton, rules, (turn, it) => act(deps, turn, it)),
    onButton(findUnitButton, rules, (turn, it) => turn.dialog.start(find, it)),
    onButton(moreUnitsButton, rules, (turn, it) => showFound(deps, turn, it)),
    onDialog(find),
  ];
}

// --- internal ---

const productDraft = z.object({
  product: z.number().transform((id) => id as ProductId),
}) as unknown as z.ZodType<{ product: ProductId }>;

const pageSize = 8;
/** Longer contents go as a file: a message would not hold them. */
const longestShown = 3_500;

type Where = { readonly product: ProductId; readonly before: number };

async function showUnits(
  { vault }: AdminCatalogDeps,
  turn: Turn,
  { product: id, view, before }: Where & { readonly view: UnitView },
): Promise<void> {
  const product = await findProduct(turn.tx, id);
  if (!product) return turn.edit(turn.texts.adminCatalog.list.gone);
  const states = view === "all" ? {} : { states: [view] };
  const query = { productId: id, ...states, before: beforeOf(before), limit: pageSize };
  const page = await listUnits({ db: turn.tx, vault }, query);
  turn.edit(unitsScreen({ product, view, before, page }, turn.texts));
}

async function showFound(
  deps: AdminCatalogDeps,
  turn: Turn,
  { product: id, phrase, before }: Where & { readonly phrase: string },
): Promise<void> {
  const reading = { db: turn.tx, vault: deps.vault };
  const product = await findProduct(turn.tx, id);
  if (!product) return turn.edit(turn.texts.adminCatalog.list.gone);
  // What was typed whole is found at once, in whatever product it is.
  const exact = turn.text === undefined ? undefined : await findUnitByContent(reading, turn.text);
  if (exact) return showUnit(deps, turn, exact.id);
  const query = { productId: id, text: phrase, before: beforeOf(before), limit: pageSize };
  const page = await searchUnits(reading, query);
  turn.edit(foundUnitsScreen({ product, phrase, page }, turn.texts));
}

function beforeOf(before: number): ContentId | null {
  return before > 0 ? (before as ContentId) : null;
}

async function showUnit(
  { vault }: AdminCatalogDeps,
  turn: Turn,
  id: ContentId,
  content: string | null = null,
): Promise<void> {
  const unit = await findUnit({ db: turn.tx, vault }, id);
  if (!unit) return turn.edit(turn.texts.adminStock.unit.gone);
  turn.edit(unitScreen({ unit, content, maySeeOrders: turn.may("orders") }, turn.texts));
}

async function reveal(deps: AdminCatalogDeps, turn: Turn, unit: ContentId): Promise<void> {
  const { clock, vault } = deps;
  const asked = { contentId: unit, actorId: turn.user.id };
  const revealed = await revealUnit({ db: turn.tx, clock, vault }, asked);
  if (!revealed.ok) return turn.edit(turn.texts.adminStock.unit.gone);
  const content = revealed.value;
  turn.answer(turn.texts.adminStock.unit.revealNote);
  if (content.length <= longestShown) return showUnit(deps, turn, unit, content);
  const document = { $file: "text", name: `item-${unit}.txt`, content } as const;
  turn.send(outgoing("sendDocument", { chat_id: turn.chatId, document }));
}

const deeds = { remove: removeUnits, quarantine: quarantineUnits, release: releaseUnits } as const;

async function act(
  deps: AdminCatalogDeps,
  turn: Turn,
  { unit, action, sure }: { unit: ContentId; action: UnitAction; sure: boolean },
): Promise<void> {
  const { unit: words } = turn.texts.adminStock;
  if (action === "remove" && !sure) {
    const yes = unitActionButton.button(words.yesRemove, { unit, action, sure: true });
    const no = unitButton.button(turn.texts.common.back, { unit });
    return turn.edit({ text: words.askRemove(unit), keyboard: [[yes], [no]] });
  }
  const before = await findUnit({ db: turn.tx, vault: deps.vault }, unit);
  const change = { contentIds: [unit], actorId: turn.user.id, note: `content:${unit}` };
  const { changed } = await deeds[action]({ db: turn.tx, clock: deps.clock }, change);
  const done = { remove: "removed", quarantine: "quarantined", release: "released" } as const;
  turn.answer(changed > 0 ? words[done[action]] : words.unchanged);
  if (action !== "remove" || changed === 0 || !before) return showUnit(deps, turn, unit);
  await showUnits(deps, turn, { product: before.productId, view: "all", before: 0 });
}
