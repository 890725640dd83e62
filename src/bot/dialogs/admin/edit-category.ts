import { z } from "zod";
import type { CategoryId } from "../../../lib/ids.ts";
import { categoryFields } from "../../../shop/catalog/category.ts";
import { createCategory, editCategory } from "../../../shop/catalog/edit-categories.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import type { Screen } from "../../screen.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Next } from "../dialog.ts";

const draftSchema = z.object({
  /** Nothing for a new one. */
  category: z
    .number()
    .transform((id) => id as CategoryId)
    .nullable(),
  name: z.string(),
});
type Draft = z.output<typeof draftSchema>;

type Show = (turn: Turn, id: CategoryId) => Promise<void>;

/** A name and an emoji: both for a new category, one of them for one that is there. */
export function categoryDialog({ clock }: AdminCatalogDeps, show: Show): Dialog<Draft> {
  const finish = async (turn: Turn, draft: Draft, emoji: string): Promise<Next<Draft>> => {
    const deps = { db: turn.tx, clock };
    const actorId = turn.user.id;
    const { category, name } = draft;
    const said = turn.texts.adminCategories;
    const done = category
      ? await editCategory(deps, { actorId, categoryId: category, values: { emoji } })
      : await createCategory(deps, { actorId, name, emoji });
    if (done.ok) {
      if (turn.callback) turn.answer(category ? said.saved : said.created);
      else turn.reply(category ? said.saved : said.created);
      await show(turn, done.value.id);
      return "end";
    }
    if (done.reason === "duplicate_name") {
      turn.reply(said.duplicate(name));
      return { to: "name", draft };
    }
    return done.reason === "invalid_field" ? { again: said.wrong.emoji } : gone(turn);
  };
  const rename = async (turn: Turn, draft: Draft, id: CategoryId): Promise<Next<Draft>> => {
    const said = turn.texts.adminCategories;
    const edit = { actorId: turn.user.id, categoryId: id, values: { name: draft.name } };
    const renamed = await editCategory({ db: turn.tx, clock }, edit);
    if (renamed.ok) {
      turn.reply(said.saved);
      await show(turn, id);
      return "end";
    }
    if (renamed.reason === "duplicate_name") return { again: said.duplicate(draft.name) };
    return renamed.reason === "invalid_field" ? { again: said.wrong.name } : gone(turn);
  };
  return {
    name: dialogName,
    allow: "products",
    draft: draftSchema as z.ZodType<Draft>,
    whenLeft: "pause",
    steps: {
      name: {
        ask: (turn) => turn.texts.adminCategories.askName,
        answer(turn, draft) {
          const name = categoryFields.name.safeParse(turn.text ?? "");
          if (!name.success) return { again: turn.texts.adminCategories.wrong.name };
          const next = { ...draft, name: name.data };
          return draft.category ? rename(turn, next, draft.category) : { to: "emoji", draft: next };
        },
      },
      emoji: {
        ask: askEmoji,
        answer(turn, draft) {
          const emoji = turn.text?.trim() ?? "";
          if (!isOneEmoji(emoji)) return { again: turn.texts.adminCategories.wrong.emoji };
          return finish(turn, draft, emoji);
        },
        choose: (turn, draft) => finish(turn, draft, ""),
      },
    },
  };
}

// --- internal ---

const dialogName = "cat";

function askEmoji(turn: Turn): Screen {
  const { askEmoji: text, noEmoji } = turn.texts.adminCategories;
  return { text, keyboard: [[choice({ name: dialogName }, "emoji", noEmoji, "none")]] };
}

function gone(turn: Turn): Next<Draft> {
  turn.reply(turn.texts.adminCategories.gone);
  return "end";
}

function isOneEmoji(text: string): boolean {
  const letters = [...new Intl.Segmenter().segment(text)];
  return (
    letters.length === 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text)
  );
}
