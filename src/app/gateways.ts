import { makeGatewayHealth, watchGateway } from "../gateways/health.ts";
import { makePakasir } from "../gateways/pakasir/pakasir.ts";
import type { Clock } from "../lib/clock.ts";
import type { Gateways } from "../shop/payments/gateway.ts";
import type { Config } from "./config/config.ts";
import type { TellOwner } from "./tell-owner.ts";

export type OpenGateways = {
  readonly gateways: Gateways;
  /** False while it is down and was tried moments ago: customers are offered what works. */
  readonly isWorthTrying: (gateway: string) => boolean;
};

/** The gateways that this store is set up for; none is a shop of wallets and manual transfers. */
export function openGateways(
  { pakasir }: Pick<Config, "pakasir">,
  clock: Clock,
  owner: Pick<TellOwner, "gatewayDown" | "gatewayUp">,
): OpenGateways {
  if (!pakasir) return { gateways: new Map(), isWorthTrying: () => true };
  const gateway = makePakasir({
    slug: pakasir.projectSlug,
    apiKey: pakasir.apiKey,
    webhookSecret: pakasir.webhookSecret,
    baseUrl: pakasir.baseUrl,
    version: pakasir.apiVersion,
    clock,
  });
  const health = makeGatewayHealth(
    { clock },
    {
      onDown: ({ refusal }) => owner.gatewayDown(gateway.name, refusal),
      onUp: () => owner.gatewayUp(gateway.name),
    },
  );
  return {
    gateways: new Map([[gateway.name, watchGateway(gateway, health)]]),
    isWorthTrying: (name) => name !== gateway.name || health.isWorthTrying(),
  };
}
