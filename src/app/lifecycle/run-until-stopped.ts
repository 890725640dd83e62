import { seconds } from "../../lib/clock.ts";
import type { OpenLog } from "../../lib/log/log.ts";
import type { Environment } from "../config/environment.ts";
import { explainFault } from "../explain-fault.ts";
import { makeNotify } from "./sd-notify.ts";
import { startWatchdog } from "./watchdog.ts";

export type Running = {
  /** What is opened here closes in the reverse order when the service stops. */
  readonly resources: AsyncDisposableStack;
  /** Aborted when the service is to stop: long waits end by it. */
  readonly stopping: AbortSignal;
  /** Ends the service with 1, for a fault that nobody but the operator can mend. */
  fail(error: unknown): void;
};

export type RunOptions = {
  /** Opens everything in order; the service is ready when it resolves. */
  start(running: Running): Promise<void>;
  readonly log: OpenLog;
  readonly env: Environment;
  /** Tells the owner of the fault that ends the service. Given five seconds. */
  onFatal?(error: unknown): Promise<void>;
  /** What is in flight may take this long; the last words to the log and the owner come after it. */
  readonly patienceMs?: number;
};

/**
 * Runs a service until a signal or a fault ends it, and resolves with the exit code:
 * - SIGTERM, SIGINT: what is in flight is finished, 0. If that takes too long, 1.
 * - a second signal leaves at once with 128 + its number: 143 or 130, as a shell would say.
 * - an unhandled error or rejection, or a failed start: logged, told to the owner, 1.
 */
export async function runUntilStopped(options: RunOptions): Promise<number> {
  const { log, env } = options;
  const notify = makeNotify(env["NOTIFY_SOCKET"], (error) =>
    log.warning("systemd could not be notified", error),
  );
  const stopping = new AbortController();
  const ended = Promise.withResolvers<Ending>();
  using listener = listenForEnd(log, (ending) => ended.resolve(ending));
  using _watchdog = startWatchdog(notify, env);
  const resources = new AsyncDisposableStack();

  const { fail } = listener;
  const started = options.start({ resources, stopping: stopping.signal, fail }).then(
    () => (stopping.signal.aborted ? undefined : notify("READY=1")),
    // What a stop interrupts is no fault.
    (error) => (stopping.signal.aborted ? undefined : fail(new StartFailed(error))),
  );

  const ending = await ended.promise;
  notify("STOPPING=1");
  stopping.abort();
  if (ending.kind === "fault") await reportFault(options, ending.error);
  else log.info(`Stopping on ${ending.signal}`);
  // A fault may have left anything behind: it gets less time than work in flight.
  const patience = ending.kind === "fault" ? seconds(5) : (options.patienceMs ?? seconds(20));
  const isClean = await closeAll(started, resources, log, patience);
  await within(seconds(1), log.flush());
  return ending.kind === "signal" && isClean ? 0 : 1;
}

// --- internal ---

/** Before it was open, a fault mostly lies outside the program: then a sentence says what to do. */
class StartFailed extends Error {
  override name = "StartFailed";
  constructor(cause: unknown) {
    super("The start failed", { cause });
  }
}

type Ending =
  | { readonly kind: "signal"; readonly signal: "SIGTERM" | "SIGINT" }
  | { readonly kind: "fault"; readonly error: unknown };

const exitCodes = { SIGTERM: 143, SIGINT: 130 } as const;

type Listener = Disposable & Pick<Running, "fail">;

function listenForEnd(log: OpenLog, end: (ending: Ending) => void): Listener {
  let isEnding = false;
  const onSignal = (signal: "SIGTERM" | "SIGINT") => {
    if (isEnding) {
      log.warning(`Left at once on a second ${signal}`);
      log.flushNow();
      process.exit(exitCodes[signal]);
    }
    isEnding = true;
    end({ kind: "signal", signal });
  };
  const fail = (error: unknown) => {
    // While it stops, a second fault must not hide the first or cut short what is in flight.
    if (isEnding) log.error("A fault while stopping", error);
    else end({ kind: "fault", error });
    isEnding = true;
  };
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
  process.on("uncaughtException", fail).on("unhandledRejection", fail);
  return {
    fail,
    [Symbol.dispose]() {
      process.off("SIGTERM", onSignal).off("SIGINT", onSignal);
      process.off("uncaughtException", fail).off("unhandledRejection", fail);
    },
  };
}

async function reportFault({ log, onFatal }: RunOptions, fault: unknown): Promise<void> {
  const isStart = fault instanceof StartFailed;
  const error = isStart ? fault.cause : fault;
  const sentence = isStart ? explainFault(error) : undefined;
  if (sentence === undefined) log.critical("An unexpected fault ends the service", error);
  else {
    log.critical(sentence);
    log.debug("What lies behind it", error);
  }
  const told = onFatal?.(error).catch((again) => log.error("The owner could not be told", again));
  await within(seconds(5), told);
}

async function closeAll(
  started: Promise<void>,
  resources: AsyncDisposableStack,
  log: OpenLog,
  patience: number,
): Promise<boolean> {
  const closed = started
    .then(() => resources.disposeAsync())
    .then(
      () => true,
      (error) => {
        log.error("Something could not be closed", error);
        return false;
      },
    );
  const isClean = await within(patience, closed);
  if (isClean === undefined) log.error(`Not everything was finished within ${patience / 1_000} s`);
  return isClean ?? false;
}

/** Undefined when it takes longer. */
async function within<T>(ms: number, work: Promise<T> | undefined): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
