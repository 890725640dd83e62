import type { Db } from "../../db/client.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";
import { queueMessages } from "../shop/messages/queue-message.ts";
import type { TellOwner } from "./tell-owner.ts";

type GatewayNews = Pick<TellOwner, "gatewayDown" | "gatewayUp">;

/** The owner has his alerts; the admins, whom the customers ask, read it in the shop's own bot. */
export function tellOfGateways({
  owner,
  db,
  clock,
  log,
}: {
  readonly owner: GatewayNews;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Pick<Log, "warning">;
}): GatewayNews {
  function tellAdmins(subject: string, detail: "gateway_down" | "gateway_up"): void {
    const at = clock.now();
    const message = { kind: "admin_attention", subject, detail } as const;
    const dedupeKey = `${detail}:${subject}:${at.getTime()}`;
    queueMessages(db, [{ to: "admins", lane: "notice", message, dedupeKey, at }]).catch((error) =>
      log.warning("[payments] The admins could not be told of the gateway", error),
    );
  }

  return {
    gatewayDown(gateway, reason) {
      owner.gatewayDown(gateway, reason);
      tellAdmins(gateway, "gateway_down");
    },
    gatewayUp(gateway) {
      owner.gatewayUp(gateway);
      tellAdmins(gateway, "gateway_up");
    },
  };
}
