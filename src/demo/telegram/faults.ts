export type FaultKind =
  | "429"
  | "403"
  | "400"
  | "401"
  | "500"
  | "502"
  /** Never answers. */
  | "timeout"
  /** The connection closes; nothing was done. */
  | "drop-before"
  /** It was done, and the connection closes without saying so. */
  | "drop-after"
  | "slow";

export type Fault = {
  kind: FaultKind;
  method?: string;
  chat?: number;
  /** How often it strikes; without it, until it is removed. */
  times?: number;
  /** How many matching calls pass before it strikes. */
  after?: number;
  /** Seconds, for 429. */
  retryAfter?: number;
  /** Milliseconds, for slow. */
  ms?: number;
  /** What a 400 complains about, behind "Bad Request: ". */
  says?: string;
  when?: (method: string, payload: Readonly<Record<string, unknown>>) => boolean;
};

export type RandomFaults = {
  seed: number;
  /** Between 0 and 1: the share of calls that are struck. */
  rate: number;
  kinds: readonly FaultKind[];
  methods?: readonly string[];
  retryAfter?: number;
  ms?: number;
};

export type FloodLimits = { perChatPerSecond: number; perSecond: number };

type Added = Fault & { left: number; skip: number };

/** Everything that can go wrong on the way, on request. */
export class Faults {
  #added: Added[] = [];
  #random: (RandomFaults & { next: () => number }) | undefined;
  readonly #flood = new Map<string, number[]>();
  floodLimits: FloodLimits | undefined;
  /** How often each update is delivered again although it was accepted. */
  duplicateUpdates = 0;
  reorderUpdates = false;
  /** The network is gone: no call arrives, no webhook leaves. */
  down = false;

  add(fault: Fault): { remove(): void } {
    const added = {
      ...fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
      skip: fault.after ?? 0,
    };
    this.#added.push(added);
    return {
      remove: () => {
        this.#added = this.#added.filter((each) => each !== added);
      },
    };
  }

  /** Strikes calls by chance, the same ones for the same seed and the same calls. */
  random(faults: RandomFaults | undefined): void {
    this.#random = faults && { ...faults, next: randomFrom(faults.seed) };
  }

  clear(): void {
    this.#added = [];
    this.#random = undefined;
    this.#flood.clear();
    this.floodLimits = undefined;
    this.duplicateUpdates = 0;
    this.reorderUpdates = false;
    this.down = false;
  }

  strike(method: string, payload: Readonly<Record<string, unknown>>): Fault | undefined {
    for (const fault of this.#added) {
      if (fault.left <= 0 || !matches(fault, method, payload)) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.left -= 1;
      return fault;
    }
    return this.#randomStrike(method) ?? this.#floodStrike(method, payload);
  }

  #randomStrike(method: string): Fault | undefined {
    const random = this.#random;
    if (!random || (random.methods && !random.methods.includes(method))) return undefined;
    if (random.next() >= random.rate) return undefined;
    const kind = random.kinds[Math.floor(random.next() * random.kinds.length)];
    if (!kind) return undefined;
    return { kind, retryAfter: random.retryAfter ?? 1, ms: random.ms ?? 50 };
  }

  #floodStrike(method: string, payload: Readonly<Record<string, unknown>>): Fault | undefined {
    const limits = this.floodLimits;
    if (!limits || !/^(send|copy|forward)/.test(method)) return undefined;
    const now = performance.now();
    const chat = this.#recent(`chat ${String(payload["chat_id"])}`, now);
    const all = this.#recent("all", now);
    if (chat.length >= limits.perChatPerSecond || all.length >= limits.perSecond) {
      return { kind: "429", retryAfter: 1 };
    }
    chat.push(now);
    all.push(now);
    return undefined;
  }

  #recent(key: string, now: number): number[] {
    const recent = (this.#flood.get(key) ?? []).filter((at) => now - at < 1_000);
    this.#flood.set(key, recent);
    return recent;
  }
}

function matches(
  fault: Fault,
  method: string,
  payload: Readonly<Record<string, unknown>>,
): boolean {
  if (fault.method && fault.method.toLowerCase() !== method.toLowerCase()) return false;
  if (fault.chat !== undefined && String(fault.chat) !== String(payload["chat_id"])) return false;
  return fault.when?.(method, payload) ?? true;
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
