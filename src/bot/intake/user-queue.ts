import { seconds } from "../../lib/clock.ts";
import type { Files, Handled } from "../make-turn.ts";
import { giveUp } from "./give-up.ts";
import { countAttempt, keepReplies, setDone } from "./intake.queries.ts";
import type { IntakeDeps } from "./intake-deps.ts";
import { sendReplies } from "./send-replies.ts";
import { makeSlots } from "./slots.ts";
import { sealReplies, type Taken, takeTurn } from "./take-turn.ts";

export type UserQueue = {
  add(userId: number, updateId: number): void;
  /** Everything of this user that a dead process may have left, up to that update. */
  takeUp(userId: number, upTo: number): void;
  idle(): Promise<void>;
  readonly size: number;
};

/** What this process knows of one user's work; the truth is in the table. */
type Work = {
  /** Stored by us and not yet handled. */
  readonly mine: Set<number>;
  isUnknown: boolean;
  /** Updates up to this one may be what killed another process. */
  countUpTo: number;
  readonly counted: Set<number>;
  files: Files;
  failures: number;
  throws: number;
};

/** One user after the other is a promise; many users side by side share the slots. */
export function makeUserQueue(
  deps: IntakeDeps,
  parallel: number,
  stopping: AbortSignal,
): UserQueue {
  const users = new Map<number, { work: Work; running: Promise<void> }>();
  const asides = new Set<Promise<void>>();
  const slots = makeSlots(parallel);

  const ensure = (userId: number): Work | undefined => {
    if (stopping.aborted) return undefined;
    const known = users.get(userId);
    if (known) return known.work;
    const work = newWork();
    users.set(userId, { work, running: run(userId, work) });
    return work;
  };

  const run = async (userId: number, work: Work) => {
    // The caller writes down the work before it begins.
    await Promise.resolve();
    while (!stopping.aborted && (work.isUnknown || work.mine.size > 0)) {
      const { files } = work;
      const isUncounted = (id: number) =>
        id <= work.countUpTo && !work.mine.has(id) && !work.counted.has(id);
      const taken = await slots.use(
        async (): Promise<Taken> =>
          stopping.aborted ? { kind: "busy" } : takeTurn(deps, userId, { files, isUncounted }),
      );
      try {
        await onTaken(userId, work, taken);
      } catch (error) {
        deps.log.error("An update could not be brought on; trying again", error);
        await deps.wait(seconds(1), stopping);
      }
    }
    users.delete(userId);
  };

  const onTaken = async (userId: number, work: Work, taken: Taken): Promise<void> => {
    switch (taken.kind) {
      case "none":
        work.mine.clear();
        work.isUnknown = false;
        return;
      case "handled":
        runAfter(taken.handled);
        await answer(userId, taken.updateId, taken.handled);
        return finished(work, taken.updateId);
      case "busy":
        return deps.wait(100, stopping);
      case "uncounted":
        return countFirst(userId, work, taken.updateId);
      case "file wanted": {
        const file = await deps.fetchFile(taken.fileId);
        work.files = new Map([...work.files, [taken.fileId, file]]);
        return;
      }
      case "database gone":
        work.failures += 1;
        deps.log.warning("An update waits for the database", taken.error);
        return deps.wait(Math.min(50 * 2 ** work.failures, seconds(5)), stopping);
      case "threw":
        return onThrown(userId, work, taken.updateId, taken.error);
    }
  };

  const runAfter = ({ after }: Handled) => {
    for (const run of after) {
      const aside = (async () => run())()
        .catch((error) => deps.log.error("What follows an update failed", error))
        .finally(() => asides.delete(aside));
      asides.add(aside);
    }
  };

  const answer = async (userId: number, updateId: number, { replies }: Handled) => {
    if (replies.length === 0) return;
    const unsent = await sendReplies(deps, replies, {
      stopping,
      onProgress: (left) => {
        const sealed = sealReplies(deps.vault, updateId, left);
        return insist(() => keepReplies(deps.db, updateId, sealed));
      },
    });
    await insist(async () => {
      if (!unsent) return setDone(deps.db, updateId, deps.clock.now());
      await deps.db.transaction(async (tx) => {
        await deps.handOver(tx, { updateId, userId, ...unsent });
        await setDone(tx, updateId, deps.clock.now());
      });
    });
  };

  /** It has been said already: the table has to learn of it before the next update is looked for. */
  const insist = async (write: () => Promise<void>) => {
    for (let failures = 1; ; failures++) {
      try {
        return await write();
      } catch (error) {
        deps.log.warning("An answered update could not be closed; trying again", error);
        if (stopping.aborted) return;
        await deps.wait(Math.min(50 * 2 ** failures, seconds(5)), stopping);
      }
    }
  };

  const countFirst = async (userId: number, work: Work, updateId: number) => {
    const attempts = await countAttempt(deps.db, updateId);
    work.counted.add(updateId);
    if (attempts <= mostCrashes) return;
    await giveUp(deps, userId, updateId, new Error(`The process ended ${mostCrashes} times at it`));
    finished(work, updateId);
  };

  const onThrown = async (userId: number, work: Work, updateId: number, error: unknown) => {
    deps.log.error(`Update ${updateId} could not be handled`, error);
    await countAttempt(deps.db, updateId);
    work.throws += 1;
    if (work.throws < mostThrows) return deps.wait(100 * 4 ** work.throws, stopping);
    await giveUp(deps, userId, updateId, error);
    finished(work, updateId);
  };

  return {
    add(userId, updateId) {
      ensure(userId)?.mine.add(updateId);
    },
    takeUp(userId, upTo) {
      const work = ensure(userId);
      if (!work) return;
      work.isUnknown = true;
      work.countUpTo = Math.max(work.countUpTo, upTo);
    },
    async idle() {
      while (users.size > 0 || asides.size > 0) {
        await Promise.all([...[...users.values()].map(({ running }) => running), ...asides]);
      }
    },
    get size() {
      return users.size;
    },
  };
}

// --- internal ---

const mostThrows = 3;
const mostCrashes = 5;

function newWork(): Work {
  return {
    mine: new Set(),
    isUnknown: false,
    countUpTo: -1,
    counted: new Set(),
    files: new Map(),
    failures: 0,
    throws: 0,
  };
}

function finished(work: Work, updateId: number): void {
  work.mine.delete(updateId);
  work.files = new Map();
  work.failures = 0;
  work.throws = 0;
}
