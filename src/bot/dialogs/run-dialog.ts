import { hours } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { DialogRegistration } from "../area.ts";
import type { Registry } from "../registry.ts";
import type { Screen } from "../screen.ts";
import type { Turn } from "../turn.ts";
import { cancelButton, type Dialog, type Next, resumeButton, type Step } from "./dialog.ts";
import { findDialog, removeDialog, type StoredDialog, saveDialog } from "./dialogs.queries.ts";

/** Brings dialogs on, one update at a time. */
export type Dialogs = {
  find(turn: Pick<Turn, "tx" | "user">): Promise<StoredDialog | undefined>;
  start<Draft>(turn: Turn, dialog: Dialog<Draft>, draft: Draft, step?: string): Promise<void>;
  end(turn: Turn): Promise<void>;
  /** What was typed or sent is for the open question. */
  answer(turn: Turn, stored: StoredDialog): Promise<void>;
  choose(turn: Turn, stored: StoredDialog | undefined, press: Press): Promise<void>;
  cancel(turn: Turn, stored: StoredDialog | undefined): Promise<void>;
  /** A menu button or a command leads elsewhere. */
  leave(turn: Turn, stored: StoredDialog): Promise<void>;
  resume(turn: Turn, stored: StoredDialog | undefined): Promise<void>;
};

export type Press = { readonly dialog: string; readonly step: string; readonly value: string };

export function makeDialogs(vault: Vault, registry: () => Registry): Dialogs {
  const save = (turn: Turn, dialog: AnyDialog, step: string, draft: unknown, isPaused = false) => {
    const expiresAt = new Date(turn.now.getTime() + (dialog.lifetimeMs ?? hours(24)));
    const row = { name: dialog.name, step, draft, isPaused, expiresAt };
    return saveDialog(turn.tx, vault, turn.user.id, row, turn.now);
  };
  const open = (turn: Turn, stored: StoredDialog) =>
    opened(turn, registry().dialog(stored.name), stored);
  const fail = async (turn: Turn) => {
    await removeDialog(turn.tx, turn.user.id);
    turn.reply({ text: turn.texts.common.dialog.expired, replyKeyboard: turn.mainKeyboard() });
  };
  const proceed = async (turn: Turn, at: Opened, next: Next<unknown>) => {
    if (next === "end") return removeDialogIfSame(turn, vault, at);
    if ("again" in next) {
      await save(turn, at.dialog, at.stepName, next.draft ?? at.draft);
      return turn.reply(await complaint(turn, at, next));
    }
    await save(turn, at.dialog, next.to, next.draft);
    await ask(turn, at.dialog, stepOf(at.dialog, next.to), next.draft);
  };

  return {
    find: (turn) => findDialog(turn.tx, vault, turn.user.id),
    async start(turn, dialog, draft, step = Object.keys(dialog.steps)[0] ?? "") {
      const known = dialog as unknown as AnyDialog;
      await save(turn, known, step, draft);
      await ask(turn, known, stepOf(known, step), draft);
    },
    end: (turn) => removeDialog(turn.tx, turn.user.id),
    async answer(turn, stored) {
      const at = open(turn, stored);
      if (!at) return fail(turn);
      const next = await at.step.answer?.(turn, at.draft);
      await proceed(turn, at, next ?? { again: turn.texts.common.dialog.useButtons });
    },
    async choose(turn, stored, { dialog, step, value }) {
      if (stored?.name !== dialog || stored.step !== step) return isOver(turn);
      const at = open(turn, stored);
      if (!at?.step.choose) return at ? isOver(turn) : fail(turn);
      await proceed(turn, at, await at.step.choose(turn, at.draft, value));
    },
    async cancel(turn, stored) {
      const { cancelled, nothingToCancel } = turn.texts.common.dialog;
      await removeDialog(turn.tx, turn.user.id);
      const text = stored ? cancelled : nothingToCancel;
      if (turn.callback) return turn.edit(text);
      turn.reply({ text, replyKeyboard: turn.mainKeyboard() });
    },
    async leave(turn, stored) {
      if (stored.isPaused) return;
      const at = open(turn, stored);
      if (at?.dialog.whenLeft !== "pause") return removeDialog(turn.tx, turn.user.id);
      await save(turn, at.dialog, at.stepName, at.draft, true);
      const { paused, resume, cancel } = turn.texts.common.dialog;
      const buttons = [resumeButton.button(resume, {}), cancelButton.button(cancel, {})];
      turn.reply({ text: paused, keyboard: [buttons] });
    },
    async resume(turn, stored) {
      if (!stored) return turn.edit(turn.texts.common.dialog.nothingToResume);
      const at = open(turn, stored);
      if (!at) return fail(turn);
      await save(turn, at.dialog, at.stepName, at.draft);
      await ask(turn, at.dialog, at.step, at.draft);
    },
  };
}

// --- internal ---

type AnyDialog = Dialog<unknown>;
type Opened = {
  readonly dialog: AnyDialog;
  readonly step: Step<unknown>;
  readonly stepName: string;
  readonly draft: unknown;
};

/** Nothing, where the dialog has expired, was closed to this person, or has changed since. */
function opened(
  turn: Turn,
  registration: DialogRegistration | undefined,
  stored: StoredDialog,
): Opened | undefined {
  if (!registration || stored.expiresAt <= turn.now || !turn.may(registration.allow)) {
    return undefined;
  }
  const { dialog } = registration;
  const step = dialog.steps[stored.step];
  const draft = dialog.draft.safeParse(stored.draft);
  return step && draft.success
    ? { dialog, step, stepName: stored.step, draft: draft.data }
    : undefined;
}

function stepOf(dialog: AnyDialog, name: string): Step<unknown> {
  const step = dialog.steps[name];
  if (!step) throw new Error(`The dialog ${dialog.name} has no step "${name}"`);
  return step;
}

async function ask(
  turn: Turn,
  { asksBelow }: AnyDialog,
  step: Step<unknown>,
  draft: unknown,
): Promise<void> {
  const screen = withCancel(turn, await step.ask(turn, draft));
  if (turn.callback && !asksBelow) turn.edit(screen);
  else turn.reply(screen);
}

/** A mere word of what was wrong comes with the question's own buttons. */
async function complaint(
  turn: Turn,
  { step, draft }: Opened,
  { again, draft: changed }: { again: Screen | string; draft?: unknown },
): Promise<Screen> {
  if (typeof again !== "string") return withCancel(turn, again);
  const question = await step.ask(turn, changed ?? draft);
  const keyboard = typeof question === "string" ? [] : (question.keyboard ?? []);
  return withCancel(turn, { text: again, keyboard });
}

function withCancel(turn: Turn, shown: Screen | string): Screen {
  const screen = typeof shown === "string" ? { text: shown } : shown;
  const cancel = cancelButton.button(turn.texts.common.dialog.cancel, {});
  return { ...screen, keyboard: [...(screen.keyboard ?? []), [cancel]] };
}

function isOver(turn: Turn): void {
  turn.answer(turn.texts.common.dialog.questionIsOver);
}

/** A last step may have started the next dialog, which must stay. */
async function removeDialogIfSame(turn: Turn, vault: Vault, at: Opened): Promise<void> {
  const now = await findDialog(turn.tx, vault, turn.user.id);
  if (now?.name === at.dialog.name && now.step === at.stepName) {
    await removeDialog(turn.tx, turn.user.id);
  }
}
