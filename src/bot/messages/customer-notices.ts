import type { Queryable } from "../../../db/client.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { TimeZone } from "../../lib/time-zone.ts";
import type { PlainMessage } from "../../outbox/rendering.ts";
import { productCard } from "../../shop/catalog/shelf.queries.ts";
import { fromAdminIdentity } from "../../shop/messages/message.ts";
import { walletOf } from "../../shop/wallet/wallet.queries.ts";
import { cut } from "../../texts/cut.ts";
import type { Texts } from "../../texts/id.ts";
import { shopTime } from "../../texts/shop-time.ts";
import {
  depositButton,
  proofButton,
  repeatOrderButton,
  showAgainButton,
  walletButton,
} from "../buttons/money-buttons.ts";
import { wholeShelf } from "../buttons/shelf-ref.ts";
import { cardButton, checkoutButton } from "../buttons/shop-buttons.ts";
import type { Screen } from "../screen.ts";
import { depositFacts, moneyFacts, orderFacts, paymentCode } from "./notice-facts.ts";
import { noticeScreen } from "./notice-screen.ts";

export type NoticeContext = {
  readonly db: Queryable;
  readonly zone: TimeZone;
  readonly texts: Texts;
  readonly vault: Vault;
  readonly chatId: number;
};

type Kinds = Exclude<PlainMessage["kind"], `admin_${string}`>;
type Of<K extends Kinds> = Extract<PlainMessage, { kind: K }>;
type Say<K extends Kinds> = (message: Of<K>, context: NoticeContext) => Promise<Screen | undefined>;

/** What customers hear of; nothing, where what it is about is gone. */
export const customerNotices: { readonly [K in Kinds]: Say<K> } = {
  async order_expired({ orderId }, { db, texts: { notices } }) {
    const order = await orderFacts(db, orderId);
    // It was paid after all while this waited: other messages tell.
    if (order?.state !== "expired") return undefined;
    const again = repeatOrderButton.button(notices.buttons.again, { order: orderId });
    return noticeScreen(notices.order_expired(order), again);
  },
  async order_cancelled({ orderId, reason }, { db, texts: { notices } }) {
    const order = await orderFacts(db, orderId);
    return order && noticeScreen(notices.order_cancelled({ ...order, reason }));
  },
  async order_refunded({ orderId, amount }, { db, texts }) {
    const order = await orderFacts(db, orderId);
    const text = order && texts.notices.order_refunded({ code: order.code, amount });
    return text === undefined ? undefined : noticeScreen(text, walletKey(texts));
  },
  async money_to_wallet({ moneyInId }, { db, texts }) {
    const money = await moneyFacts(db, moneyInId);
    if (!money || money.toWallet === 0) return undefined;
    const why = (texts.notices.why as Readonly<Record<string, string>>)[money.circumstance] ?? "";
    const { toWallet: amount, code } = money;
    const text = texts.notices.money_to_wallet({ amount, code, why }).trim();
    return noticeScreen(text, walletKey(texts));
  },
  async paid_late({ orderId }, { db, texts: { notices } }) {
    const order = await orderFacts(db, orderId);
    return order && noticeScreen(notices.paid_late(order));
  },
  async deposit_completed({ depositId }, { db, texts }) {
    const deposit = await depositFacts(db, depositId);
    if (!deposit) return undefined;
    const { code, customerId, amount, credited } = deposit;
    const balance = await walletOf(db, customerId);
    const says = { code, amount: credited ?? amount, balance };
    return noticeScreen(texts.notices.deposit_completed(says), walletKey(texts));
  },
  async deposit_expired({ depositId }, { db, texts }) {
    const deposit = await depositFacts(db, depositId);
    if (deposit?.state !== "expired") return undefined;
    const again = depositButton.button(texts.wallet.deposit, {});
    return noticeScreen(texts.notices.deposit_expired(deposit), again);
  },
  async deposit_rejected({ depositId, reason }, { db, texts: { notices } }) {
    const deposit = await depositFacts(db, depositId);
    return deposit && noticeScreen(notices.deposit_rejected({ code: deposit.code, reason }));
  },
  async proof_rejected({ paymentId, reason }, { db, texts: { notices } }) {
    const code = await paymentCode(db, paymentId);
    if (code === undefined) return undefined;
    const again = proofButton.button(notices.buttons.sendProof, { payment: paymentId });
    return noticeScreen(notices.proof_rejected({ code, reason }), again);
  },
  async wallet_adjusted(message, { texts }) {
    return noticeScreen(texts.notices.wallet_adjusted(message), walletKey(texts));
  },
  async unit_replaced({ orderId }, { db, texts: { notices } }) {
    const order = await orderFacts(db, orderId);
    const show = showAgainButton.button(notices.buttons.showAgain, { order: orderId });
    return order && noticeScreen(notices.unit_replaced(order), show);
  },
  async waitlist_turn({ productId, until }, { db, zone, texts: { notices } }) {
    const product = await productCard(db, productId);
    if (!product?.isForSale) return undefined;
    const wish = { product: productId, quantity: 1 };
    return noticeScreen(
      notices.waitlist_turn({ name: product.name, until: shopTime(zone, new Date(until)) }),
      checkoutButton.button(notices.buttons.buy, { ...wish, wallet: false }),
      cardButton.button(notices.buttons.show, { ...wish, ref: wholeShelf }),
    );
  },
  async waitlist_lapsed({ productId }, { db, texts: { notices } }) {
    const product = await productCard(db, productId);
    if (!product?.isForSale) return undefined;
    return noticeScreen(
      notices.waitlist_lapsed({ name: product.name }),
      cardButton.button(notices.buttons.show, { product: productId, quantity: 1, ref: wholeShelf }),
    );
  },
  async from_admin({ sealed }, { texts: { notices }, vault, chatId }) {
    const text = vault.open(sealed, fromAdminIdentity(chatId));
    return noticeScreen(notices.from_admin(cut(text, 3_500)));
  },
};

// --- internal ---

function walletKey({ notices }: Texts) {
  return walletButton.button(notices.buttons.wallet, { page: 0 });
}
