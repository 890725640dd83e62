import type { Texts } from "../../../texts/id.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Next, type Step } from "../dialog.ts";
import type { DeskDraft } from "./desk-draft.ts";

type Asking = (turn: Turn, draft: DeskDraft) => string | Promise<string>;

/** Why: the usual answers as buttons, any other typed. */
export function reasonStep(of: {
  readonly dialog: string;
  readonly ask: Asking;
  readonly reasons: (texts: Texts) => readonly string[];
  readonly step?: string;
  readonly next?: string;
}): Step<DeskDraft> {
  const { step = "reason", next = "sure" } = of;
  const ask = async (turn: Turn, draft: DeskDraft) => ({
    text: await of.ask(turn, draft),
    keyboard: of
      .reasons(turn.texts)
      .map((reason, place) => [choice({ name: of.dialog }, step, reason, String(place))]),
  });
  const take = async (turn: Turn, draft: DeskDraft, reason: string): Promise<Next<DeskDraft>> =>
    reason === ""
      ? { again: await ask(turn, draft) }
      : { to: next, draft: { ...draft, reason: reason.slice(0, longestReason) } };
  return {
    ask,
    answer: (turn, draft) => take(turn, draft, turn.text?.trim() ?? ""),
    choose: (turn, draft, value) => take(turn, draft, of.reasons(turn.texts)[Number(value)] ?? ""),
  };
}

/** The last question; only a button answers it, so that nothing typed in haste does. */
export function sureStep(of: {
  readonly dialog: string;
  readonly ask: Asking;
  readonly label?: (texts: Texts) => string;
  readonly go: (turn: Turn, draft: DeskDraft) => Promise<void>;
}): Step<DeskDraft> {
  return {
    async ask(turn, draft) {
      const label = of.label?.(turn.texts) ?? turn.texts.common.yes;
      const yes = choice({ name: of.dialog }, "sure", label, "yes");
      return { text: await of.ask(turn, draft), keyboard: [[yes]] };
    },
    async choose(turn, draft, value): Promise<Next<DeskDraft>> {
      if (value === "yes") await of.go(turn, draft);
      return "end";
    },
  };
}

// --- internal ---

const longestReason = 300;
