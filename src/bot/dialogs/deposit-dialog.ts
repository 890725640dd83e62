import { z } from "zod";
import { parseRupiah } from "../../lib/money.ts";
import { readSettings } from "../../shop/settings/read-settings.ts";
import { depositAmountButton } from "../buttons/money-buttons.ts";
import type { CustomerDeps } from "../customer-deps.ts";
import { showDepositMethods } from "../menus/money/show-deposit.ts";
import { presetAmounts } from "../screens/money/wallet.ts";
import { inRows } from "../screens/paging.ts";
import type { Dialog } from "./dialog.ts";

/** How much to top up: typed, or one of the usual amounts. */
export function depositDialog(deps: CustomerDeps): Dialog<null> {
  return {
    name: "deposit",
    allow: "everyone",
    draft: z.null(),
    steps: {
      amount: {
        async ask(turn) {
          const { depositMin, depositMax } = await readSettings(turn.tx);
          const keys = presetAmounts(depositMin, depositMax).map(({ label, amount }) =>
            depositAmountButton.button(label, { amount }),
          );
          const text = turn.texts.wallet.askAmount(depositMin, depositMax);
          return { text, keyboard: inRows(keys, 3) };
        },
        async answer(turn) {
          const { depositMin, depositMax } = await readSettings(turn.tx);
          const amount = parseRupiah(turn.text ?? "");
          if (amount === undefined || amount < depositMin || amount > depositMax) {
            return { again: turn.texts.wallet.wrongAmount(depositMin, depositMax) };
          }
          await showDepositMethods(turn, deps, amount);
          return "end";
        },
      },
    },
  };
}
