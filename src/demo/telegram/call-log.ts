export type LoggedCall = {
  number: number;
  at: Date;
  bot: string;
  method: string;
  payload: Readonly<Record<string, unknown>>;
  files: readonly string[];
  outcome: "ok" | "refused" | "dropped" | "pending";
  /** What was answered: the result, or the error's description. */
  result?: unknown;
};

const kept = 10_000;

/** The latest calls of all bots, and how many there were of each method. */
export class CallLog {
  readonly entries: LoggedCall[] = [];
  readonly counters: Record<string, number> = {};
  #made = 0;
  readonly #waiting = new Set<() => void>();

  begin(call: Omit<LoggedCall, "number" | "outcome">): LoggedCall {
    this.#made += 1;
    const entry: LoggedCall = { ...call, number: this.#made, outcome: "pending" };
    this.entries.push(entry);
    if (this.entries.length > kept) this.entries.splice(0, kept / 10);
    this.counters[call.method] = (this.counters[call.method] ?? 0) + 1;
    this.#tell();
    return entry;
  }

  end(entry: LoggedCall, outcome: LoggedCall["outcome"], result: unknown): void {
    entry.outcome = outcome;
    entry.result = result;
    this.#tell();
  }

  onChange(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#waiting) listener();
  }

  of(method: string): LoggedCall[] {
    return this.entries.filter((entry) => entry.method.toLowerCase() === method.toLowerCase());
  }
}
