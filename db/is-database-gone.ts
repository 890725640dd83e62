/**
 * Is the database away, rather than the statement wrong? Then nothing was decided, and the same work
 * is done again when it is back. drizzle wraps the error it was given.
 */
export function isDatabaseGone(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code: unknown = "code" in cause ? cause.code : undefined;
    if (typeof code === "string" && isGone(code)) return true;
  }
  return false;
}

/** Two transactions met, and this one has to step back: doing it again is all it takes. */
export function isToRepeat(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code: unknown = "code" in cause ? cause.code : undefined;
    if (code === "40001" || code === "40P01") return true;
  }
  return false;
}

// --- internal ---

function isGone(code: string): boolean {
  return code.startsWith("08") || code.startsWith("53") || ofDriver.has(code) || ofServer.has(code);
}

const ofDriver = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT", // the unix socket of a server that is not there
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
  "ETIMEDOUT",
  "ERR_SOCKET_CLOSED",
]);

/** Shut down, crashed, starting, gone read-only after a failover, idle for too long. */
const ofServer = new Set(["57P01", "57P02", "57P03", "57P05", "25006", "25P03"]);
