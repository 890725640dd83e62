import { paymentButtonNames } from "../buttons/money-buttons.ts";
import { parseCallbackData } from "../callback-data.ts";
import { proofDialogName } from "../dialogs/proof-dialog.ts";
import type { Turn } from "../turn.ts";

/** Something about money that is already on its way: nothing stands in its way. */
export function isPaymentAction({ callback, dialog }: Turn): boolean {
  if (!callback) return dialog.current?.name === proofDialogName;
  const pressed = parseCallbackData(callback.data);
  return pressed !== undefined && paymentButtonNames.has(pressed.name);
}
