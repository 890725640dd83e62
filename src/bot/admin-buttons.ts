import type { CustomerId, DepositId, OrderId, ProductId } from "../lib/ids.ts";
import { defineButton, id } from "./callback-data.ts";

/** The doors from a notice into the screens behind the counter. */
export const adminOrderButton = defineButton("ao", { id: id<OrderId>() });
export const adminDepositButton = defineButton("ad", { id: id<DepositId>() });
export const adminProofButton = defineButton("apf", { id: id<number>() });
export const adminProductButton = defineButton("ap", { id: id<ProductId>() });
export const adminUserButton = defineButton("au", { id: id<CustomerId>() });
