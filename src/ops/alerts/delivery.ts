import { type Clock, minutes, seconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log/log.ts";
import type { SendOutcome } from "./send-letter.ts";
import type { Letter, Spool } from "./spool.ts";

/** Carries the spool to the owners, one letter after another, at the pace that Telegram allows. */
export type Delivery = {
  /** One round over what waits; rounds that are asked for meanwhile become one more. */
  round(): Promise<void>;
};

export function makeDelivery({
  spool,
  clock,
  log,
  send,
}: {
  readonly spool: Spool;
  readonly clock: Clock;
  readonly log: Log;
  readonly send: (to: number, letter: Letter) => Promise<SendOutcome>;
}): Delivery {
  let notBefore = 0;
  let failures = 0;
  let running: Promise<void> | undefined;
  let isAskedAgain = false;

  const pauseFor = (ms: number) => {
    notBefore = clock.now().getTime() + ms;
  };

  /** False when the round is over: there is a time to come back. */
  const settle = (to: number, outcome: SendOutcome): "gone" | "waits" => {
    if (outcome.kind === "sent") failures = 0;
    if (outcome.kind === "sent" || outcome.kind === "refused") {
      if (outcome.kind === "refused") {
        log.warning(`[alerts] Owner ${to} cannot be reached: ${outcome.why}`);
      }
      return "gone";
    }
    if (outcome.kind === "later") pauseFor(outcome.ms);
    else {
      pauseFor(Math.min(minutes(5), seconds(2) * 2 ** Math.min(failures, 10)));
      // Once for each silence, not for each attempt.
      if (failures++ === 0) log.warning(`[alerts] Alerts wait: ${outcome.why}`);
    }
    return "waits";
  };

  const deliverOne = async (name: string, letter: Letter): Promise<boolean> => {
    let left = letter.to;
    for (const to of letter.to) {
      const fate = settle(to, await send(to, letter));
      if (fate === "waits") {
        spool.putBack(name, { ...letter, to: left });
        return false;
      }
      left = left.filter((other) => other !== to);
    }
    spool.done(name);
    return true;
  };

  const round = async () => {
    const now = clock.now().getTime();
    if (now < notBefore) return;
    for (const name of spool.names(now)) {
      const letter = spool.take(name, now);
      if (!letter) continue;
      if (now - letter.at > tooOld) spool.done(name);
      else if (!(await deliverOne(name, letter))) return;
    }
  };

  return {
    round() {
      isAskedAgain = running !== undefined;
      running ??= (async () => {
        do {
          isAskedAgain = false;
          await round();
        } while (isAskedAgain);
      })().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

// --- internal ---

const tooOld = minutes(60 * 24 * 7);
