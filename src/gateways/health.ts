import type { Clock } from "../lib/clock.ts";
import type { GatewayRefusal, PaymentGateway } from "../shop/payments/gateway.ts";

/** Creating and asking are what selling needs; the other calls say nothing about that. */
export type WatchedCall = "create" | "status";

export type GatewayTrouble = {
  readonly gateway: string;
  readonly call: WatchedCall;
  readonly refusal: GatewayRefusal;
  readonly detail: string;
};

export type GatewayHealth = {
  isDown(): boolean;
  /** False while it is down and was tried moments ago: offer the customer something else. */
  isWorthTrying(): boolean;
  succeeded(call: WatchedCall): void;
  failed(trouble: GatewayTrouble): void;
};

export type GatewayWatch = {
  readonly onDown: (trouble: GatewayTrouble) => void;
  readonly onUp: () => void;
  readonly failuresInARow?: number;
  readonly tryAgainAfterMs?: number;
};

/** Tells of trouble once after three failures in a row, and once when it is over. */
export function makeGatewayHealth(
  { clock }: { clock: Clock },
  { onDown, onUp, failuresInARow = 3, tryAgainAfterMs = 30_000 }: GatewayWatch,
): GatewayHealth {
  const failures = { create: 0, status: 0 } satisfies Record<WatchedCall, number>;
  let isDown = false;
  let failedAt = Number.NEGATIVE_INFINITY;

  function judge(trouble?: GatewayTrouble): void {
    const wasDown = isDown;
    isDown = Math.max(failures.create, failures.status) >= failuresInARow;
    if (isDown && !wasDown && trouble) onDown(trouble);
    if (!isDown && wasDown) onUp();
  }

  return {
    isDown: () => isDown,
    isWorthTrying: () => !isDown || clock.now().getTime() - failedAt >= tryAgainAfterMs,
    succeeded(call) {
      failures[call] = 0;
      judge();
    },
    failed(trouble) {
      failures[trouble.call] += 1;
      failedAt = clock.now().getTime();
      judge(trouble);
    },
  };
}

/** The same gateway, whose answers are counted. */
export function watchGateway(gateway: PaymentGateway, health: GatewayHealth): PaymentGateway {
  const watched =
    <Input, Answer extends { ok: true } | { ok: false; reason: GatewayRefusal; detail: string }>(
      call: WatchedCall,
      ask: (input: Input) => Promise<Answer>,
    ) =>
    async (input: Input): Promise<Answer> => {
      const answer = await ask(input);
      if (answer.ok || answersPlainly(answer.reason)) health.succeeded(call);
      else if (answer.reason !== "busy") {
        const { reason: refusal, detail } = answer;
        health.failed({ gateway: gateway.name, call, refusal, detail });
      }
      return answer;
    };

  return {
    ...gateway,
    create: watched("create", (request) => gateway.create(request)),
    status: watched("status", (query) => gateway.status(query)),
  };
}

// --- internal ---

/** It said no to this charge, so it is there. "busy" proves neither. */
function answersPlainly(refusal: GatewayRefusal): boolean {
  return refusal === "unknown" || refusal === "rejected";
}
