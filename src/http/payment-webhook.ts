import type { Log } from "../lib/log/log.ts";
import type { GatewayCallback } from "../shop/payments/gateway.ts";
import { answer, done } from "./answers.ts";
import type { FailedAttempts } from "./failed-attempts.ts";

/** Resolves once the event is committed; the gateway repeats what rejects. */
export type ReceivePayment = (
  callback: GatewayCallback,
) => Promise<"accepted" | "forged" | "malformed">;

/** The body is passed on as it came: some gateways sign its bytes. */
export function paymentWebhook({
  receive,
  attempts,
  log,
}: {
  readonly receive: ReceivePayment;
  readonly attempts: FailedAttempts;
  readonly log: Log;
}): (request: Request, address: () => string) => Promise<Response> {
  return async (request, address) => {
    const body = await request.text().catch(() => undefined);
    if (body === undefined) return answer(400);
    try {
      const outcome = await receive({ headers: Object.fromEntries(request.headers), body });
      if (outcome === "accepted") return done();
      return outcome === "forged" ? attempts.refuse(address()) : answer(400);
    } catch (error) {
      log.error("[payments] A callback could not be taken; the gateway may repeat it", error);
      return answer(500);
    }
  };
}
