import { makeGatewayHealth, watchGateway } from "../gateways/health.ts";
import { makePakasir } from "../gateways/pakasir/pakasir.ts";
import type { Clock } from "../lib/clock.ts";
import type { Gateways } from "../shop/payments/gateway.ts";
import type { Config } from "./config/config.ts";
import type { TellOwner } from "./tell-owner.ts";

/** The gateways that this store is set up for; none is a shop of wallets and manual transfers. */
export function openGateways(
  { pakasir }: Pick<Config, "pakasir">,
  clock: Clock,
  owner: Pick<TellOwner, "gatewayDown" | "gatewayUp">,
): Gateways {
  if (!pakasir) return new Map();
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
  return new Map([[gateway.name, watchGateway(gateway, health)]]);
}
