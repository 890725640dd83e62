import type { Standing } from "../shop/customers/roles.ts";
import type { Allow } from "./turn.ts";

/** The only place that decides who may do what. */
export function isAllowed({ role, rights }: Standing, allow: Allow): boolean {
  switch (allow) {
    case "everyone":
      return true;
    case "staff":
      return role !== "customer";
    case "admin":
      return role === "admin" || role === "owner";
    case "owner":
      return role === "owner";
    default:
      return rights.has(allow);
  }
}
