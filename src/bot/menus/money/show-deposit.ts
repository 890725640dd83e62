import { desc, eq } from "drizzle-orm";
import { deposits } from "../../../../db/schema/money.ts";
import type { Rupiah } from "../../../lib/money.ts";
import { createDeposit, type DepositRefusal } from "../../../shop/payments/create-deposit.ts";
import { offeredMethods } from "../../../shop/payments/offered-methods.ts";
import { readSettings } from "../../../shop/settings/read-settings.ts";
import { walletButton } from "../../buttons/money-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import { depositMethodScreen } from "../../screens/money/wallet.ts";
import type { Turn } from "../../turn.ts";
import { beginPayment } from "../checkout/begin-payment.ts";

export async function showDepositMethods(
  turn: Turn,
  { gateways, isWorthTrying }: CustomerDeps,
  amount: Rupiah,
): Promise<void> {
  const settings = await readSettings(turn.tx);
  const methods = offeredMethods({ gateways, settings, isWorthTrying }, amount);
  const last = await newestDeposit(turn);
  turn.edit(depositMethodScreen({ amount, methods, last }, turn.texts));
}

/** Pressed twice, it begins one deposit: the second tap finds a newer one. */
export async function beginDeposit(
  turn: Turn,
  deps: CustomerDeps,
  pressed: { readonly amount: number; readonly method: string; readonly last: number },
): Promise<void> {
  const { wallet: says, invoice } = turn.texts;
  const { method, last } = pressed;
  const amount = pressed.amount as Rupiah;
  if ((await newestDeposit(turn)) !== last) return turn.answer(says.already, { alert: true });
  const settings = await readSettings(turn.tx);
  const { gateways } = deps;
  const way = offeredMethods({ gateways, settings }, amount).find((each) => each.method === method);
  const wish = { customerId: turn.user.id, amount, gateway: way?.gateway ?? "", method };
  const created = await createDeposit({ ...deps, db: turn.tx }, wish);
  if (!created.ok) {
    turn.answer(refusal(turn, created), { alert: true });
    return showDepositMethods(turn, deps, amount);
  }
  const { code, paymentId } = created.value;
  const payment = { id: paymentId, gateway: wish.gateway };
  if (await beginPayment(turn, deps, payment)) return turn.answer(says.placedNow);
  const keyboard = [[walletButton.button(invoice.button.wallet, { page: 0 })]];
  turn.edit({ text: says.placed(code), keyboard });
}

// --- internal ---

function refusal(
  turn: Turn,
  { reason, detail }: { reason: DepositRefusal; detail: Rupiah | undefined },
): string {
  const { refused } = turn.texts.wallet;
  const limit = detail ?? (0 as Rupiah);
  const says = {
    too_small: refused.too_small(limit),
    too_large: refused.too_large(limit),
    method_not_offered: refused.method_not_offered,
    too_many_open: refused.too_many_open,
  } satisfies Record<DepositRefusal, string>;
  return says[reason];
}

async function newestDeposit({ tx, user }: Turn): Promise<number> {
  const [row] = await tx
    .select({ id: deposits.id })
    .from(deposits)
    .where(eq(deposits.customerId, user.id))
    .orderBy(desc(deposits.id))
    .limit(1);
  return row?.id ?? 0;
}
