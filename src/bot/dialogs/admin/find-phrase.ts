import type { z } from "zod";
import { searchPhrase } from "../../buttons/shelf-ref.ts";
import type { Allow, Turn } from "../../turn.ts";
import type { Dialog } from "../dialog.ts";

/** One question, whose answer is searched for: as much of it as a button carries. */
export function findPhraseDialog<Draft>(of: {
  readonly name: string;
  readonly allow: Allow;
  readonly draft: z.ZodType<Draft>;
  readonly ask: (texts: Turn["texts"]) => string;
  readonly found: (turn: Turn, phrase: string, draft: Draft) => Promise<void>;
}): Dialog<Draft> {
  return {
    name: of.name,
    allow: of.allow,
    draft: of.draft,
    steps: {
      phrase: {
        ask: (turn) => of.ask(turn.texts),
        async answer(turn, draft) {
          const phrase = searchPhrase(turn.text ?? "");
          if (phrase.length < 2) return { again: turn.texts.adminStock.units.tooShort };
          await of.found(turn, phrase, draft);
          return "end";
        },
      },
    },
  };
}
