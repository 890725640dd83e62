import { type OutgoingCall, outgoing } from "../../outbox/outgoing-call.ts";
import type { Editable } from "../../outbox/rendering.ts";
import type { Screen } from "../screen.ts";
import { replyCalls } from "../screen-calls.ts";

/** A screen as the outbox sends it: always in place of what the message showed before. */
export function editableOf(
  chatId: number,
  placeholder: Screen,
  screen: Screen,
): Editable | undefined {
  const [fresh] = replyCalls(chatId, placeholder);
  return fresh && { fresh, edit: (messageId) => editCall(chatId, messageId, screen) };
}

// --- internal ---

function editCall(chatId: number, messageId: number, screen: Screen): OutgoingCall {
  const where = { chat_id: chatId, message_id: messageId };
  const rows = (screen.keyboard ?? []).map((row) => [...row]);
  const markup = { reply_markup: { inline_keyboard: rows } };
  if (screen.photo === undefined) {
    return outgoing("editMessageText", {
      ...where,
      ...markup,
      text: screen.text,
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
    });
  }
  const words = { caption: screen.text, parse_mode: "HTML" } as const;
  const media = { type: "photo", media: screen.photo, ...words } as const;
  return outgoing("editMessageMedia", { ...where, ...markup, media });
}
