import type { Rupiah } from "../../lib/money.ts";
import type { Settings } from "../settings/setting-rules.ts";
import type { Gateways } from "./gateway.ts";
import { manualGateway } from "./payment.ts";

export type OfferedMethod = { readonly gateway: string; readonly method: string };

export type MethodDeps = {
  readonly gateways: Gateways;
  readonly settings: Pick<Settings, "gatewayMethods" | "manualEnabled" | "manualInstructions">;
  /** A gateway that is down is not offered, so that nobody waits for it in vain. */
  readonly isWorthTrying?: ((gateway: string) => boolean) | undefined;
};

/** The ways to pay an amount by money from outside, each within its limits. */
export function offeredMethods(deps: MethodDeps, amount: Rupiah): OfferedMethod[] {
  const { gateways, settings, isWorthTrying = () => true } = deps;
  const chosen = settings.gatewayMethods;
  const byGateway = [...gateways.values()]
    .filter(({ name }) => isWorthTrying(name))
    .flatMap(({ name, methods }) =>
      methods
        .filter(({ min, max }) => amount >= min && amount <= max)
        .filter(({ code }) => chosen === null || chosen.includes(code))
        .map(({ code }) => ({ gateway: name, method: code })),
    );
  const isManual = settings.manualEnabled && settings.manualInstructions !== "";
  return isManual ? [...byGateway, { gateway: manualGateway, method: manualGateway }] : byGateway;
}
