import { z } from "zod";
import { setCartVoucher } from "../../shop/orders/cart.ts";
import { normalCode } from "../../shop/vouchers/voucher.ts";
import type { CustomerDeps } from "../customer-deps.ts";
import { readCheckoutView, showCart, showCheckout } from "../menus/checkout/show-checkout.ts";
import { voucherRefusalText } from "../screens/checkout/refusal-text.ts";
import type { Dialog } from "./dialog.ts";

const draft = z.object({ product: z.number(), quantity: z.number() });

/** The code is kept with the cart, also where one product is bought at once. */
export function voucherDialog(deps: CustomerDeps): Dialog<z.output<typeof draft>> {
  return {
    name: "voucher",
    allow: "everyone",
    draft,
    steps: {
      code: {
        ask: (turn) => turn.texts.checkout.askVoucher,
        async answer(turn, about) {
          const { texts, tx, user } = turn;
          const code = normalCode(turn.text ?? "").slice(0, 64);
          if (code === "") return { again: texts.checkout.askVoucher };
          await setCartVoucher(tx, { customerId: user.id, code });
          const subject = { ...about, wallet: false };
          const { voucher } = await readCheckoutView(turn, deps, subject);
          if (voucher && !voucher.ok) {
            await setCartVoucher(tx, { customerId: user.id, code: null });
            const { reason, why } = voucher;
            const says = voucherRefusalText(reason, why, { texts, zone: deps.zone });
            return { again: texts.checkout.voucherNot(code, says) };
          }
          const note = texts.checkout.voucherTaken(code);
          if (about.product === 0) await showCart(turn, deps, note);
          else await showCheckout(turn, deps, subject, note);
          return "end";
        },
      },
    },
  };
}
