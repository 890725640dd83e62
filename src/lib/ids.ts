import { randomInt } from "node:crypto";

/** Ids of rows are branded, so that a customer's id is never taken for an order's. */
export type Id<Name extends string> = number & { readonly __id: Name };

export type CustomerId = Id<"customer">; // the person's Telegram id
export type ProductId = Id<"product">;
export type CategoryId = Id<"category">;
export type ContentId = Id<"content">;
export type OrderId = Id<"order">;
export type PaymentId = Id<"payment">;
export type DepositId = Id<"deposit">;
export type VoucherId = Id<"voucher">;

/** Makes the codes that people read aloud; a test passes one that counts. */
export type NewCode = (prefix: string) => string;

// No 0/O, 1/I/L, U/V: a code survives being read over the phone.
const alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";

/** For example INV-7K3QX9RT: 29^8 codes, so that a collision is rarer than a broken disk. */
export const randomCode: NewCode = (prefix) =>
  `${prefix}-${Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join("")}`;
