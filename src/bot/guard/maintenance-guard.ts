import { readSettings } from "../../shop/settings/read-settings.ts";
import type { Guard } from "../bot.ts";
import { isPaymentAction } from "./payment-action.ts";

/** While the shop is being tidied up customers hear so, and people behind the counter work on. */
export const maintenanceGuard: Guard = async (turn) => {
  if (turn.may("staff") || isPaymentAction(turn)) return "pass";
  const { maintenance, maintenanceMessage } = await readSettings(turn.tx);
  if (!maintenance) return "pass";
  const { guard } = turn.texts.info;
  if (turn.callback) {
    // A toast shows words as they are, without markup, and few of them.
    turn.answer(maintenanceMessage ? `🛠 ${maintenanceMessage}` : guard.maintenanceShort, {
      alert: true,
    });
  } else {
    turn.reply({ text: guard.maintenance(maintenanceMessage), replyKeyboard: turn.mainKeyboard() });
  }
  return "stop";
};
