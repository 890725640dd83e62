import { type ApiError, conflict, Dropped } from "./api-error.ts";
import type { Update } from "./api-types.ts";
import type { UpdateQueue } from "./update-queue.ts";

type Wish = { offset: number; limit: number; timeoutMs: number; signal: AbortSignal };

/** getUpdates: one poller at a time, and it is the older one that is sent away. */
export class Poller {
  readonly #updates: UpdateQueue;
  #end: ((reason: ApiError | Dropped) => void) | undefined;
  isReordered = false;

  constructor(updates: UpdateQueue) {
    this.#updates = updates;
  }

  async poll(wish: Wish): Promise<Update[]> {
    this.end(
      conflict(
        "terminated by other getUpdates request; make sure that only one bot instance is running",
      ),
    );
    this.#acknowledge(wish.offset);
    const ready = this.#batch(wish.limit);
    if (ready.length > 0 || wish.timeoutMs === 0) return ready;
    return await this.#wait(wish);
  }

  end(reason: ApiError | Dropped): void {
    this.#end?.(reason);
  }

  #acknowledge(offset: number): void {
    const waiting = this.#updates.waiting();
    const first = offset < 0 ? waiting.at(offset)?.update.update_id : offset;
    for (const { update } of waiting) {
      if (first !== undefined && update.update_id < first) this.#updates.accept(update.update_id);
    }
  }

  #batch(limit: number): Update[] {
    const batch = this.#updates
      .waiting()
      .slice(0, limit)
      .map((entry) => entry.update);
    return this.isReordered ? batch.reverse() : batch;
  }

  #wait({ limit, timeoutMs, signal }: Wish): Promise<Update[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Update[]>();
    const timer = setTimeout(() => finish(), timeoutMs);
    const stopListening = this.#updates.onPush(() => finish());
    const end = (reason: ApiError | Dropped) => finish(reason);
    const finish = (reason?: ApiError | Dropped) => {
      clearTimeout(timer);
      stopListening();
      signal.removeEventListener("abort", leave);
      if (this.#end === end) this.#end = undefined;
      if (reason) reject(reason);
      else resolve(this.#batch(limit));
    };
    const leave = () => finish(new Dropped());
    signal.addEventListener("abort", leave);
    this.#end = end;
    return promise;
  }
}
