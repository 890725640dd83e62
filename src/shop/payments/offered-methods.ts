import { noMoney, type Rupiah, rupiah } from "../../lib/money.ts";
import type { Settings } from "../settings/setting-rules.ts";
import type { Gateways } from "./gateway.ts";
import { manualGateway } from "./payment.ts";

/** A way to pay by money from outside, and the base amounts that it takes. */
export type PayMethod = {
  readonly gateway: string;
  readonly method: string;
  readonly min: Rupiah;
  readonly max: Rupiah;
};

export type MethodDeps = {
  readonly gateways: Gateways;
  readonly settings: Pick<Settings, "gatewayMethods" | "manualEnabled" | "manualInstructions">;
  /** A gateway that is down is not offered, so that nobody waits for it in vain. */
  readonly isWorthTrying?: ((gateway: string) => boolean) | undefined;
};

/** The ways to pay this amount, for an order or a deposit. */
export function offeredMethods(deps: MethodDeps, amount: Rupiah): PayMethod[] {
  return payMethods(deps).filter((method) => takes(method, amount));
}

/** Every way to pay that is set up and wanted; where two gateways have one, the first takes it. */
export function payMethods({
  gateways,
  settings,
  isWorthTrying = () => true,
}: MethodDeps): PayMethod[] {
  const wanted = settings.gatewayMethods;
  const found = new Map<string, PayMethod>();
  for (const { name, methods } of gateways.values()) {
    if (name === manualGateway || !isWorthTrying(name)) continue;
    for (const { code, min, max } of methods) {
      if (found.has(code) || (wanted !== null && !wanted.includes(code))) continue;
      found.set(code, { gateway: name, method: code, min, max });
    }
  }
  // Without a word about where to, nobody could transfer anything.
  const isManual = settings.manualEnabled && settings.manualInstructions !== "";
  return isManual ? [...found.values(), manual] : [...found.values()];
}

/** The way that a button named, as long as the shop has it: a gateway's pause does not close it. */
export function payMethod(
  gateways: Gateways,
  settings: MethodDeps["settings"],
  method: string,
): PayMethod | undefined {
  return payMethods({ gateways, settings }).find((offered) => offered.method === method);
}

export function takes({ min, max }: PayMethod, amount: Rupiah): boolean {
  return amount >= min && amount <= max;
}

// --- internal ---

const manual: PayMethod = {
  gateway: manualGateway,
  method: manualGateway,
  min: rupiah(noMoney + 1),
  max: rupiah(1_000_000_000),
};
