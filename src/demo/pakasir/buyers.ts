import { ok, type Result, refuse } from "../../lib/result.ts";
import type { ChargeRegister, SimulatedCharge } from "./charges.ts";
import { randomFrom } from "./random.ts";
import type { WebhookFate, WebhookSender } from "./webhooks.ts";
import { statusV1, statusV2 } from "./wire.ts";

export type PayOptions = {
  /** The base amount that reaches the shop, if it is not the one asked for. */
  readonly amount?: number;
  /** Pay even though the charge is canceled or expired. */
  readonly late?: boolean;
  /** The buyer pays twice; the second payment goes back to him and is told once more. */
  readonly twice?: boolean;
  readonly webhook?: WebhookFate;
};

export type Outcome = Result<SimulatedCharge, "unknown" | "over">;

export type WebhookChaos = {
  readonly seed: number;
  readonly chance: number;
  readonly upToMs: number;
};

/** What happens to a charge from outside the shop: people pay, give up, or let it run out. */
export function makeBuyers({
  slug,
  register,
  sender,
}: {
  slug: string;
  register: ChargeRegister;
  sender: WebhookSender;
}) {
  let fateByChance: () => WebhookFate = () => "send";

  function announce(charge: SimulatedCharge, fate: WebhookFate): void {
    const isSigned = charge.version === 2;
    sender.send(isSigned ? statusV2(charge) : statusV1(charge, slug), { fate, isSigned });
  }

  return {
    pay(id: string, how: PayOptions = {}): Outcome {
      const charge = register.find(id);
      if (!charge) return refuse("unknown");
      for (let times = how.twice ? 2 : 1; times > 0; times--) {
        const amount = how.amount ?? charge.amount;
        const received = register.receive(charge, amount, how.late ?? false);
        if (!received.ok) return received;
        announce(charge, how.webhook ?? fateByChance());
      }
      return ok(charge);
    },
    end(id: string, state: "canceled" | "expired"): Outcome {
      const charge = register.find(id);
      if (!charge) return refuse("unknown");
      const ended = register.end(charge, state);
      return ended.ok ? ok(charge) : ended;
    },
    randomWebhooks(chaos: WebhookChaos | undefined): void {
      fateByChance = chaos ? webhookDice(chaos) : () => "send";
    },
  };
}

// --- internal ---

/** Late ones overtake each other, so that they also come in another order. */
function webhookDice({ seed, chance, upToMs }: WebhookChaos): () => WebhookFate {
  const random = randomFrom(seed);
  return () => {
    if (random() >= chance) return "send";
    const roll = random();
    if (roll < 1 / 3) return "lose";
    return roll < 2 / 3 ? "duplicate" : { delayMs: Math.round(random() * upToMs) };
  };
}
