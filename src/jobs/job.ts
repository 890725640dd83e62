/** One line of the timetable, built with what it needs. */
export type Job = {
  readonly name: string;
  /** As cron writes it, in the shop's zone; six fields begin with the seconds. */
  readonly pattern: string;
  run(signal: AbortSignal): Promise<void>;
};
