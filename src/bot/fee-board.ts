import { type Clock, minutes, seconds } from "../lib/clock.ts";
import type { Rupiah } from "../lib/money.ts";
import type { Gateways } from "../shop/payments/gateway.ts";

/** The fees that gateways have told lately, by method: only ever shown, never reckoned with. */
export type FeeBoard = {
  known(amount: Rupiah): Readonly<Record<string, Rupiah>> | undefined;
  /** Asks for what is not known; never from inside a transaction. */
  learn(amount: Rupiah): Promise<void>;
};

export function feeBoard({
  gateways,
  clock,
}: {
  readonly gateways: Gateways;
  readonly clock: Clock;
}): FeeBoard {
  const told = new Map<Rupiah, { fees: Readonly<Record<string, Rupiah>>; until: number }>();
  let notBefore = 0;
  const known = (amount: Rupiah) => {
    const entry = told.get(amount);
    return entry && entry.until > clock.now().getTime() ? entry.fees : undefined;
  };
  return {
    known,
    async learn(amount) {
      const now = clock.now().getTime();
      if (known(amount) || now < notBefore) return;
      notBefore = now + pause;
      const answers = await Promise.all([...gateways.values()].map(({ fees }) => fees(amount)));
      const fees = Object.assign({}, ...answers.map((answer) => (answer.ok ? answer.value : {})));
      if (told.size >= mostKept) told.clear();
      told.set(amount, { fees, until: now + freshFor });
    },
  };
}

// --- internal ---

const freshFor = minutes(30);
/** A courtesy to the gateway: it is no hurry to know a fee. */
const pause = seconds(1);
const mostKept = 1_000;
