import type { Vault } from "../../lib/crypto.ts";
import type { CustomerId, DepositId, OrderId, ProductId } from "../../lib/ids.ts";
import { plus } from "../../lib/money.ts";
import type { PlainMessage } from "../../outbox/rendering.ts";
import { productCard } from "../../shop/catalog/shelf.queries.ts";
import { findProof } from "../../shop/payments/proofs.queries.ts";
import type { Texts } from "../../texts/id.ts";
import {
  adminDepositButton,
  adminOrderButton,
  adminProductButton,
  adminProofButton,
  adminUserButton,
} from "../admin-buttons.ts";
import type { Screen } from "../screen.ts";
import type { NoticeContext } from "./customer-notices.ts";
import { depositFacts, moneyFacts, orderFacts, personFacts } from "./notice-facts.ts";
import { noticeScreen } from "./notice-screen.ts";

export type AdminKind = Extract<PlainMessage["kind"], `admin_${string}`>;
type Context = NoticeContext & { readonly vault: Vault };
type Of<K extends AdminKind> = Extract<PlainMessage, { kind: K }>;
type Say<K extends AdminKind> = (message: Of<K>, context: Context) => Promise<Screen | undefined>;

/** What people behind the counter hear of, each with the door to what it is about. */
export const adminNotices: { readonly [K in AdminKind]: Say<K> } = {
  admin_new_order: aboutOrder,
  admin_order_paid: aboutOrder,
  admin_order_expired: aboutOrder,
  async admin_deposit({ depositId }, { db, texts: { notices } }) {
    const deposit = await depositFacts(db, depositId);
    if (!deposit) return undefined;
    const amount = deposit.credited ?? deposit.amount;
    const door = adminDepositButton.button(notices.buttons.deposit, { id: depositId });
    return noticeScreen(notices.admin_deposit({ ...deposit, amount }), door);
  },
  async admin_deposit_expired({ depositId }, { db, texts: { notices } }) {
    const deposit = await depositFacts(db, depositId);
    // It was paid after all while this waited.
    if (deposit?.state !== "expired") return undefined;
    const door = adminDepositButton.button(notices.buttons.deposit, { id: depositId });
    return noticeScreen(notices.admin_deposit_expired(deposit), door);
  },
  async admin_proof({ proofId }, { db, vault, texts: { notices } }) {
    const proof = await findProof({ queryable: db, vault }, proofId);
    if (!proof) return undefined;
    const { thingCode: code, amount, text, file } = proof;
    const customer = (await personFacts(db, proof.customerId)) ?? String(proof.customerId);
    const says = notices.admin_proof({ code, amount, customer, text: text?.slice(0, 600) });
    const door = adminProofButton.button(notices.buttons.proof, { id: proofId });
    const screen = noticeScreen(says, door);
    return file?.mediaType === "photo" ? { ...screen, photo: file.fileId } : screen;
  },
  async admin_money_attention({ moneyInId }, { db, texts: { notices } }) {
    const money = await moneyFacts(db, moneyInId);
    if (!money) return undefined;
    const named = notices.circumstance as Readonly<Record<string, string>>;
    const what = named[money.circumstance] ?? money.circumstance;
    const { amount, reference, toWallet, unclaimed, customer, orderId, customerId } = money;
    const says = { what, amount: plus(amount), reference, toWallet, unclaimed, customer };
    const order = orderId === null ? [] : [orderDoor(notices, orderId)];
    const user = customerId === null ? [] : [userDoor(notices, customerId)];
    return noticeScreen(notices.admin_money_attention(says), ...order, ...user);
  },
  async admin_attention({ subject, detail }, { texts: { notices } }) {
    const says = notices.attention[detail] ?? detail;
    return noticeScreen(
      notices.admin_attention({ subject, detail: says }),
      ...doorTo(subject, notices),
    );
  },
  async admin_stock({ productId, alarm }, { db, texts: { notices } }) {
    const product = await productCard(db, productId);
    if (!product) return undefined;
    const left = product.stock === "unlimited" ? 0 : product.stock;
    const door = adminProductButton.button(notices.buttons.product, { id: productId });
    return noticeScreen(notices.admin_stock({ name: product.name, alarm, left }), door);
  },
  async admin_spam({ customerId }, { db, texts: { notices } }) {
    const customer = await personFacts(db, customerId);
    return customer === undefined
      ? undefined
      : noticeScreen(notices.admin_spam({ customer }), userDoor(notices, customerId));
  },
};

// --- internal ---

type Notices = Texts["notices"];
type OrderKind = "admin_new_order" | "admin_order_paid" | "admin_order_expired";

async function aboutOrder(
  { kind, orderId }: { readonly kind: OrderKind; readonly orderId: OrderId },
  { db, texts: { notices } }: Context,
): Promise<Screen | undefined> {
  const order = await orderFacts(db, orderId);
  return order && noticeScreen(notices[kind](order), orderDoor(notices, orderId));
}

function orderDoor({ buttons }: Notices, id: OrderId) {
  return adminOrderButton.button(buttons.order, { id });
}

function userDoor({ buttons }: Notices, id: CustomerId) {
  return adminUserButton.button(buttons.user, { id });
}

/** `product:17` leads to that product. */
function doorTo(subject: string, notices: Notices) {
  const [, kind, digits] = /^(\w+):(\d{1,15})$/.exec(subject) ?? [];
  const id = Number(digits);
  const { buttons } = notices;
  if (kind === "order") return [orderDoor(notices, id as OrderId)];
  if (kind === "customer") return [userDoor(notices, id as CustomerId)];
  if (kind === "product")
    return [adminProductButton.button(buttons.product, { id: id as ProductId })];
  if (kind === "deposit")
    return [adminDepositButton.button(buttons.deposit, { id: id as DepositId })];
  return [];
}
