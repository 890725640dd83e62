import type { Environment } from "../config/environment.ts";
import type { Notify } from "./sd-notify.ts";

/**
 * Fed by the event loop itself at half of WatchdogSec: a loop that hangs feeds nothing, and systemd
 * starts the service anew.
 */
export function startWatchdog(notify: Notify, env: Environment): Disposable {
  const micros = Number(env["WATCHDOG_USEC"]);
  const isForUs = !env["WATCHDOG_PID"] || Number(env["WATCHDOG_PID"]) === process.pid;
  if (!(micros > 0) || !isForUs) return { [Symbol.dispose]() {} };
  const feed = () => notify("WATCHDOG=1");
  feed();
  const timer = setInterval(feed, Math.max(10, micros / 2_000));
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
