import type { Message, Update } from "grammy/types";
import type { Tx } from "../../db/client.ts";
import type { CustomerId } from "../lib/ids.ts";
import type { Result } from "../lib/result.ts";
import type { OutgoingCall } from "../outbox/outgoing-call.ts";
import type { Right, Role } from "../shop/customers/roles.ts";
import type { Texts } from "../texts/id.ts";
import type { Language } from "../texts/language.ts";
import type { Dialog } from "./dialogs/dialog.ts";
import type { ReplyKeyboard, Screen } from "./screen.ts";

/**
 * One update and its answer. A handler runs inside `tx` and never calls the network: what it says
 * is collected here, committed together with its effect, and sent after that. If it throws, nothing
 * has happened and nothing is said.
 */
export type Turn = {
  readonly update: Update;
  readonly tx: Tx;
  readonly now: Date;
  readonly user: TurnUser;
  readonly chatId: number;
  readonly texts: Texts;

  /** What was typed, or the caption of what was sent. */
  readonly text: string | undefined;
  /** `/product A1` is `{ name: "product", args: "A1" }`. */
  readonly command: { readonly name: string; readonly args: string } | undefined;
  readonly callback: Callback | undefined;
  /** The message that came, or the one whose button was pressed. */
  readonly message: Message | undefined;
  /** The largest size of a photo. */
  readonly photo: Media | undefined;
  readonly document: (Media & { readonly name: string; readonly mimeType: string }) | undefined;

  /** A new message. */
  reply(screen: Screen | string): void;
  /** Changes the message whose button was pressed; where there is none, sends a new one. */
  edit(screen: Screen | string): void;
  /** The words over a pressed button, at most 200 characters. Every press is answered anyway. */
  answer(text: string, how?: { readonly alert: boolean }): void;
  send(call: OutgoingCall): void;
  /** The message of the button, unless another is named. */
  deleteMessage(messageId?: number): void;
  /**
   * The bytes of what a person sent. The first time it ends this run, the file is fetched outside
   * the transaction, and the handler runs again from its beginning: nothing is held meanwhile.
   */
  file(fileId: string): Promise<Result<Uint8Array, "too_big" | "unavailable">>;
  /** Runs once after the commit, outside the transaction. It may be lost in a crash. */
  after(run: () => void | Promise<void>): void;
  /** May this person do that? */
  may(allow: Allow): boolean;
  /** The keyboard of this person's role, in his language. */
  mainKeyboard(): ReplyKeyboard;

  readonly dialog: {
    readonly current: { readonly name: string; readonly step: string } | undefined;
    /** Begins and asks the first question; another dialog of this person ends. */
    start<Draft>(dialog: Dialog<Draft>, draft: Draft, step?: string): Promise<void>;
    end(): Promise<void>;
  };
};

export type TurnUser = {
  readonly id: CustomerId;
  readonly role: Role;
  /** Owners and admins have them all. */
  readonly rights: ReadonlySet<Right>;
  readonly language: Language;
  readonly isBlocked: boolean;
  /** Until when the anti-spam rule keeps the bot silent. */
  readonly quietUntil: Date | null;
  readonly isNew: boolean;
  readonly firstName: string;
  readonly username: string | undefined;
};

/** Who may use something. `staff` is everybody behind the counter, a right those who have it. */
export type Allow = "everyone" | "staff" | "admin" | "owner" | Right;

export type Callback = { readonly id: string; readonly data: string };
export type Media = { readonly fileId: string; readonly uniqueId: string; readonly size: number };

export type Handler = (turn: Turn) => void | Promise<void>;
