import { z } from "zod";
import { searchPhrase } from "../buttons/shelf-ref.ts";
import { showList } from "../menus/shop/show-list.ts";
import type { Dialog } from "./dialog.ts";

/** One question; the answer is a list. */
export const searchDialog: Dialog<null> = {
  name: "search",
  allow: "everyone",
  draft: z.null(),
  steps: {
    phrase: {
      ask: (turn) => turn.texts.shop.search.ask,
      async answer(turn) {
        const phrase = searchPhrase(turn.text ?? "");
        if (phrase.length < 2) return { again: turn.texts.shop.search.tooShort };
        await showList(turn, { list: "search", phrase, page: 0 });
        return "end";
      },
    },
  },
};
