import { paymentButtonNames } from "../buttons/money-buttons.ts";
import { parseCallbackData } from "../callback-data.ts";
import { proofDialogName } from "../dialogs/proof-dialog.ts";
import type { Turn } from "../turn.ts";

/** Something about money that is already on its way: nothing stands in its way. */
export function isPaymentAction({ callback, dialog }: Turn): boolean {
  if (dialog.current?.name === proofDialogName) return true;
  const pressed = callback && parseCallbackData(callback.data);
  return pressed !== undefined && paymentButtonNames.has(pressed.name);
}
