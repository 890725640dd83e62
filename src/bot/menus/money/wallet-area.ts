import type { Rupiah } from "../../../lib/money.ts";
import { ledger, walletOf } from "../../../shop/wallet/wallet.queries.ts";
import { type Area, onButton, onCommand, onDialog, onMenu } from "../../area.ts";
import {
  depositAmountButton,
  depositButton,
  depositMethodButton,
  walletButton,
} from "../../buttons/money-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import { depositDialog } from "../../dialogs/deposit-dialog.ts";
import { walletScreen } from "../../screens/money/wallet.ts";
import type { Turn } from "../../turn.ts";
import { beginDeposit, showDepositMethods } from "./show-deposit.ts";

/** The customer's money in the shop: what moved it, and how to put more in. */
export function walletArea(deps: CustomerDeps): Area {
  const everyone = { allow: "everyone" } as const;
  const deposit = depositDialog(deps);
  const show = (turn: Turn) => showWallet(turn, deps, 0);
  return [
    onMenu(({ common }) => common.menu.wallet, everyone, show),
    onCommand("wallet", { ...everyone, describe: ({ wallet }) => wallet.command }, show),
    onCommand("saldo", everyone, show),
    onButton(walletButton, everyone, (turn, { page }) => showWallet(turn, deps, page)),
    onButton(depositButton, everyone, (turn) => turn.dialog.start(deposit, null)),
    onButton(depositAmountButton, everyone, async (turn, { amount }) => {
      if (turn.dialog.current?.name === deposit.name) await turn.dialog.end();
      await showDepositMethods(turn, deps, amount as Rupiah);
    }),
    onButton(depositMethodButton, everyone, (turn, pressed) => beginDeposit(turn, deps, pressed)),
    onDialog(deposit),
  ];
}

// --- internal ---

const pageSize = 8;

async function showWallet(
  turn: Turn,
  { zone }: Pick<CustomerDeps, "zone">,
  wished: number,
): Promise<void> {
  const customerId = turn.user.id;
  const page = Math.max(0, wished);
  const [balance, shown] = await Promise.all([
    walletOf(turn.tx, customerId),
    ledger(turn.tx, { customerId, page, size: pageSize }),
  ]);
  if (shown.entries.length === 0 && page > 0) return showWallet(turn, { zone }, 0);
  turn.edit(walletScreen({ balance, ledger: shown, page }, { texts: turn.texts, zone }));
}
