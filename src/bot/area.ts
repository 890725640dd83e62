import type { Texts } from "../texts/id.ts";
import type { Button } from "./callback-data.ts";
import type { Dialog } from "./dialogs/dialog.ts";
import type { Allow, Handler, Turn } from "./turn.ts";

/**
 * What a part of the bot answers to: `shopArea(deps): Area`. Each entry says who may use it; the
 * router checks that for every update, and a test walks the list as every role.
 */
export type Area = readonly Registration[];

export type Registration =
  | CommandRegistration
  | MenuRegistration
  | ButtonRegistration
  | DialogRegistration
  | DeepLinkRegistration
  | TypedRegistration;

export type CommandRegistration = {
  readonly kind: "command";
  readonly name: string;
  readonly allow: Allow;
  /** How Telegram's list of commands describes it; without, it is not listed. */
  readonly describe?: ((texts: Texts) => string) | undefined;
  readonly run: (turn: Turn, args: string) => void | Promise<void>;
};

export type MenuRegistration = {
  readonly kind: "menu";
  readonly label: (texts: Texts) => string;
  readonly allow: Allow;
  readonly run: Handler;
};

export type ButtonRegistration = {
  readonly kind: "button";
  readonly name: string;
  readonly allow: Allow;
  /** Nothing, where the data is not what this button writes. */
  readonly open: (parts: readonly string[]) => Handler | undefined;
};

export type DialogRegistration = {
  readonly kind: "dialog";
  readonly name: string;
  readonly allow: Allow;
  readonly dialog: Dialog<unknown>;
};

/** `/start p_CODE`, where the prefix is `p_`. */
export type DeepLinkRegistration = {
  readonly kind: "deep link";
  readonly prefix: string;
  readonly allow: Allow;
  readonly run: (turn: Turn, rest: string) => void | Promise<void>;
};

/** Something typed outside of a dialog, such as a product's number; the first match takes it. */
export type TypedRegistration = {
  readonly kind: "typed";
  readonly name: string;
  readonly allow: Allow;
  readonly matches: (text: string) => boolean;
  readonly run: (turn: Turn, text: string) => void | Promise<void>;
};

type Rules = { readonly allow: Allow };

export function onCommand(
  name: string,
  rules: Rules & Pick<CommandRegistration, "describe">,
  run: CommandRegistration["run"],
): CommandRegistration {
  return { kind: "command", name, allow: rules.allow, describe: rules.describe, run };
}

/** A button of the keyboard under the chat, in whichever language it was shown. */
export function onMenu(
  label: MenuRegistration["label"],
  rules: Rules,
  run: Handler,
): MenuRegistration {
  return { kind: "menu", label, allow: rules.allow, run };
}

export function onButton<Args>(
  button: Button<Args>,
  rules: Rules,
  run: (turn: Turn, args: Args) => void | Promise<void>,
): ButtonRegistration {
  const open = (parts: readonly string[]) => {
    const args = button.read(parts);
    return args === undefined ? undefined : (turn: Turn) => run(turn, args);
  };
  return { kind: "button", name: button.name, allow: rules.allow, open };
}

export function onDialog<Draft>(dialog: Dialog<Draft>): DialogRegistration {
  // The draft goes through the dialog's own schema before a step sees it.
  const known = dialog as unknown as Dialog<unknown>;
  return { kind: "dialog", name: dialog.name, allow: dialog.allow, dialog: known };
}

export function onDeepLink(
  prefix: string,
  rules: Rules,
  run: DeepLinkRegistration["run"],
): DeepLinkRegistration {
  return { kind: "deep link", prefix, allow: rules.allow, run };
}

export function onTyped(
  name: string,
  rules: Rules & Pick<TypedRegistration, "matches">,
  run: TypedRegistration["run"],
): TypedRegistration {
  return { kind: "typed", name, allow: rules.allow, matches: rules.matches, run };
}
