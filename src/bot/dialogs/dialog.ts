import type { InlineKeyboardButton } from "grammy/types";
import type { z } from "zod";
import { defineButton, word } from "../callback-data.ts";
import type { Screen } from "../screen.ts";
import type { Allow, Turn } from "../turn.ts";

/**
 * Questions one after the other. Step and draft live in a row, advanced in the transaction of the
 * update that answers: a restart goes on where it was, and a quick second message finds the next
 * question. Each question gets a cancel button; "batal" and /cancel work at every step.
 */
export type Dialog<Draft> = {
  readonly name: string;
  readonly allow: Allow;
  /** A draft that no longer parses ends the dialog kindly. */
  readonly draft: z.ZodType<Draft>;
  /** The first one is where it starts. */
  readonly steps: Readonly<Record<string, Step<Draft>>>;
  /** What a menu button or a command does to it: long wizards are kept and offered again. */
  readonly whenLeft?: "end" | "pause";
  readonly lifetimeMs?: number;
  /** Its questions are messages of their own: what the pressed button stood under stays. */
  readonly asksBelow?: true;
};

export type Step<Draft> = {
  ask(turn: Turn, draft: Draft): Screen | string | Promise<Screen | string>;
  /** Something was typed or sent: `turn.text`, `turn.photo`, `turn.document`. */
  answer?(turn: Turn, draft: Draft): Next<Draft> | Promise<Next<Draft>>;
  /** A button made by `choice` was pressed. */
  choose?(turn: Turn, draft: Draft, value: string): Next<Draft> | Promise<Next<Draft>>;
};

export type Next<Draft> =
  /** On to that step, which asks its question. */
  | { readonly to: string; readonly draft: Draft }
  /** The same question once more, with a word about what was wrong. */
  | { readonly again: Screen | string; readonly draft?: Draft }
  /** Over; the step has said what there was to say. */
  | "end";

/** A button of a question; its value comes to `choose` as long as that question is open. */
export function choice(
  dialog: { readonly name: string },
  step: string,
  label: string,
  value: string,
): InlineKeyboardButton.CallbackButton {
  return choiceButton.button(label, { dialog: dialog.name, step, value });
}

export const choiceButton = defineButton("d", { dialog: word, step: word, value: word });
export const cancelButton = defineButton("dx", {});
export const resumeButton = defineButton("dr", {});
