/** Work that the clock asks for. It looks at rows, never at a timer of its own: a job that was
 * missed is caught up by the next round. */
export type Job = {
  /** Also the prefix of its log lines, as in `[expired_payments]`. */
  readonly name: string;
  /** A cron pattern with seconds, in the shop's zone. */
  readonly pattern: string;
  run(signal: AbortSignal): Promise<void>;
};
