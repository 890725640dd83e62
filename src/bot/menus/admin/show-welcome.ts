import { readSettings } from "../../../shop/settings/read-settings.ts";
import {
  editWelcomeButton,
  removeWelcomeButton,
  showWelcomeButton,
  templateListButton,
} from "../../buttons/admin-office-buttons.ts";
import type { Turn } from "../../turn.ts";

export async function showWelcome(
  turn: Turn,
  { as = "edit" }: { readonly as?: "edit" | "new message" } = {},
): Promise<void> {
  const { picture: says, texts } = turn.texts.adminSettings;
  const { welcomePicture, welcomeSticker } = await readSettings(turn.tx);
  const now = welcomePicture ? says.hasPicture : welcomeSticker ? says.hasSticker : says.none;
  const send = editWelcomeButton.button(says.send, {});
  const rest = [
    showWelcomeButton.button(says.show, {}),
    removeWelcomeButton.button(says.remove, {}),
  ];
  const back = templateListButton.button(texts.back, { language: turn.user.language });
  const screen = {
    text: `${says.title}\n\n${now}`,
    keyboard: [[send], ...(welcomePicture || welcomeSticker ? [rest] : []), [back]],
  };
  if (as === "edit") turn.edit(screen);
  else turn.reply(screen);
}
