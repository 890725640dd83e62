import { hours } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { DialogRegistration } from "../area.ts";
import type { Registry } from "../registry.ts";
import type { Screen } from "../screen.ts";
import type { Turn } from "../turn.ts";
import { cancelButton, type Dialog, type Next, resumeButton, type Step } from "./dialog.ts";
import { findDialog, removeDialog, type StoredDialog, saveDialog } from "./dialogs.queries.ts";
import { type SetAside, setAside, waiting } from "./set-aside.ts";

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
  const find = (turn: Pick<Turn, "tx" | "user">) => findDialog(turn.tx, vault, turn.user.id);
  const store = (turn: Turn, row: StoredDialog) =>
    saveDialog(turn.tx, vault, turn.user.id, row, turn.now);
  const save = (turn: Turn, dialog: AnyDialog, at: Place, isPaused = false) => {
    const expiresAt = new Date(turn.now.getTime() + (dialog.lifetimeMs ?? hours(24)));
    return store(turn, { name: dialog.name, isPaused, expiresAt, ...at });
  };
  const open = (turn: Turn, stored: StoredDialog) =>
    opened(turn, registry().dialog(stored.name), stored);
  const under = (turn: Turn, beginning: string, stored: StoredDialog | undefined) => {
    const isKept = (name: string) => registry().dialog(name)?.dialog.whenLeft === "pause";
    return setAside(stored, { beginning, isKept, now: turn.now });
  };
  /** It is over; what it was begun on top of waits to be gone on with. */
  const close = async (turn: Turn, behind?: readonly SetAside[]) => {
    const [next, ...rest] = waiting(behind, turn.now);
    if (!next) return removeDialog(turn.tx, turn.user.id);
    const { isOffered, ...kept } = next;
    await store(turn, { ...kept, isPaused: true, behind: rest });
    if (!isOffered) offer(turn);
  };
  const fail = async (turn: Turn, { behind }: StoredDialog) => {
    turn.reply({ text: turn.texts.common.dialog.expired, replyKeyboard: turn.mainKeyboard() });
    await close(turn, behind);
  };
  /** A last step may have started the next dialog, which must stay. */
  const finish = async (turn: Turn, { dialog: { name }, stepName }: Opened) => {
    const now = await find(turn);
    if (!now) return;
    if (now.name === name && now.step === stepName) return close(turn, now.behind);
    await store(turn, { ...now, behind: (now.behind ?? []).filter((each) => each.name !== name) });
  };
  const proceed = async (turn: Turn, at: Opened, next: Next<unknown>) => {
    const { dialog, stepName, behind } = at;
    if (next === "end") return finish(turn, at);
    if ("again" in next) {
      await save(turn, dialog, { step: stepName, draft: next.draft ?? at.draft, behind });
      return turn.reply(await complaint(turn, at, next));
    }
    await save(turn, dialog, { step: next.to, draft: next.draft, behind });
    await ask(turn, dialog, stepOf(dialog, next.to), next.draft);
  };

  return {
    find,
    async start(turn, dialog, draft, step = Object.keys(dialog.steps)[0] ?? "") {
      const known = dialog as unknown as AnyDialog;
      const behind = under(turn, known.name, await find(turn));
      await save(turn, known, { step, draft, behind });
      await ask(turn, known, stepOf(known, step), draft);
    },
    end: async (turn) => close(turn, (await find(turn))?.behind),
    async answer(turn, stored) {
      const at = open(turn, stored);
      if (!at) return fail(turn, stored);
      const next = await at.step.answer?.(turn, at.draft);
      await proceed(turn, at, next ?? { again: turn.texts.common.dialog.useButtons });
    },
    async choose(turn, stored, { dialog, step, value }) {
      if (stored?.name !== dialog || stored.step !== step) return isOver(turn);
      const at = open(turn, stored);
      if (!at?.step.choose) return at ? isOver(turn) : fail(turn, stored);
      await proceed(turn, at, await at.step.choose(turn, at.draft, value));
    },
    async cancel(turn, stored) {
      const { cancelled, nothingToCancel } = turn.texts.common.dialog;
      const text = stored ? cancelled : nothingToCancel;
      if (turn.callback) turn.edit(text);
      else turn.reply({ text, replyKeyboard: turn.mainKeyboard() });
      await close(turn, stored?.behind);
    },
    async leave(turn, stored) {
      if (stored.isPaused) return;
      const at = open(turn, stored);
      if (at?.dialog.whenLeft !== "pause") return close(turn, stored.behind);
      const { stepName: step, draft, behind } = at;
      await save(turn, at.dialog, { step, draft, behind }, true);
      offer(turn);
    },
    async resume(turn, stored) {
      if (!stored) return turn.edit(turn.texts.common.dialog.nothingToResume);
      const [first, ...rest] = stored.isPaused ? [] : waiting(stored.behind, turn.now);
      const wanted = first ? { ...first, isPaused: true } : stored;
      const behind = first
        ? under(turn, first.name, { ...stored, behind: rest })
        : (stored.behind ?? []);
      const at = open(turn, { ...wanted, behind });
      if (!at) return fail(turn, { ...wanted, behind });
      await save(turn, at.dialog, { step: at.stepName, draft: at.draft, behind });
      await ask(turn, at.dialog, at.step, at.draft);
    },
  };
}

// --- internal ---

type AnyDialog = Dialog<unknown>;
type Place = {
  readonly step: string;
  readonly draft: unknown;
  readonly behind: readonly SetAside[];
};
type Opened = {
  readonly dialog: AnyDialog;
  readonly step: Step<unknown>;
  readonly stepName: string;
  readonly draft: unknown;
  readonly behind: readonly SetAside[];
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
  const { step: stepName, behind = [] } = stored;
  return step && draft.success ? { dialog, step, stepName, draft: draft.data, behind } : undefined;
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

/** What was begun is kept: the way back to it. */
function offer(turn: Turn): void {
  const { paused, resume, cancel } = turn.texts.common.dialog;
  const buttons = [resumeButton.button(resume, {}), cancelButton.button(cancel, {})];
  turn.reply({ text: paused, keyboard: [buttons] });
}
