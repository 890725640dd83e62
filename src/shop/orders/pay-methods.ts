import { noMoney, type Rupiah, rupiah } from "../../lib/money.ts";
import type { Gateways } from "../payments/gateway.ts";
import { manualGateway } from "../payments/payment.ts";
import type { Settings } from "../settings/setting-rules.ts";

/** A way to pay what the wallet does not. */
export type PayMethod = {
  readonly gateway: string;
  readonly method: string;
  readonly min: Rupiah;
  readonly max: Rupiah;
};

type Offered = Pick<Settings, "gatewayMethods" | "manualEnabled">;

/** Every way to pay that is set up and wanted; where two gateways have one, the first takes it. */
export function payMethods(gateways: Gateways, settings: Offered): PayMethod[] {
  const wanted = settings.gatewayMethods;
  const found = new Map<string, PayMethod>();
  for (const gateway of gateways.values()) {
    if (gateway.name === manualGateway) continue;
    for (const { code, min, max } of gateway.methods) {
      if (found.has(code) || (wanted !== null && !wanted.includes(code))) continue;
      found.set(code, { gateway: gateway.name, method: code, min, max });
    }
  }
  return settings.manualEnabled ? [...found.values(), manual] : [...found.values()];
}

export function payMethod(
  gateways: Gateways,
  settings: Offered,
  method: string,
): PayMethod | undefined {
  return payMethods(gateways, settings).find((offered) => offered.method === method);
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
