import type { ContentId, CustomerId, DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import { rights } from "../../shop/customers/roles.ts";
import { orderShows } from "../../shop/orders/desk-orders.queries.ts";
import { depositShows } from "../../shop/payments/desk-money.queries.ts";
import { defineButton, type Field, flag, id, int, oneOf } from "../callback-data.ts";

const order = id<OrderId>();
const payment = id<PaymentId>();
const user = id<CustomerId>();

/** What an admin searched for, as much of it as a button carries. */
const phrase: Field<string> = {
  write: (text) => Buffer.from(text, "utf8").toString("base64url"),
  read: (text) => (/^[\w-]*$/.test(text) ? Buffer.from(text, "base64url").toString() : undefined),
};

/** Orders. One of them opens by `adminOrderButton`. */
export const deskOrdersButton = defineButton("aos", {});
/** `of` is the product or customer; `from` as in `DeskList`. */
export const deskListButton = defineButton("aol", { show: oneOf(orderShows), of: int, from: int });
export const findOrderButton = defineButton("aoq", {});
export const orderHistoryButton = defineButton("aoh", { order, page: int });
export const resendButton = defineButton("aog", { order, resent: int, sure: flag });
export const byHandButton = defineButton("aom", { order });
export const cancelOrderButton = defineButton("aox", { order });
export const refundButton = defineButton("aor", { order });
export const replaceButton = defineButton("aou", { order });
export const replaceUnitButton = defineButton("aoi", { order, unit: id<ContentId>() });

/** Deposits and manual transfers. */
export const moneyButton = defineButton("ams", {});
export const proofsButton = defineButton("amq", { page: int });
export const approveButton = defineButton("amp", { payment });
export const rejectProofButton = defineButton("amr", { proof: id<number>() });
export const depositsButton = defineButton("amd", { show: oneOf(depositShows), before: int });
export const rejectDepositButton = defineButton("amx", { deposit: id<DepositId>() });
export const unclaimedButton = defineButton("amu", { after: int });
export const claimButton = defineButton("amc", { money: id<number>() });

export const personShows = ["all", "blocked", "unreachable"] as const;
export type PersonShow = (typeof personShows)[number];

/** Customers. One of them opens by `adminUserButton`. */
export const peopleButton = defineButton("aus", {});
export const peopleListButton = defineButton("aul", {
  show: oneOf(personShows),
  page: int,
  phrase,
});
export const findPersonButton = defineButton("auq", {});
export const ledgerButton = defineButton("auw", { user, page: int });
export const blockButton = defineButton("aub", { user });
export const unblockButton = defineButton("auf", { user, sure: flag });
export const balanceButton = defineButton("aum", { user });
export const messageButton = defineButton("auc", { user });

/** Staff and their rights. */
export const staffButton = defineButton("ars", {});
export const addStaffButton = defineButton("arn", {});
export const hireButton = defineButton("arh", { user, sure: flag });
export const memberButton = defineButton("ari", { user });
export const rightButton = defineButton("art", { user, right: oneOf(rights), on: flag });
export const dismissButton = defineButton("arx", { user, sure: flag });
