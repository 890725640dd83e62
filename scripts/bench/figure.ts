/** One line of the report: what was measured, the machine's own reference beside it, the aim. */
export type Figure = {
  readonly name: string;
  readonly measured: string;
  readonly reference?: string;
  readonly aim: string;
  /** Not said where the machine has nothing to measure by. */
  readonly isMet: boolean | undefined;
};

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const ms = (value: number): string =>
  `${value < 10 ? value.toFixed(1) : Math.round(value).toString()} ms`;

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString("en")}/s`;

/** Runs the work so many times, so many side by side; the time of each in milliseconds. */
export async function timed(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<unknown>,
): Promise<{ readonly each: number[]; readonly total: number }> {
  const each: number[] = [];
  let next = 0;
  const begun = performance.now();
  const lane = async () => {
    for (let index = next++; index < count; index = next++) {
      const start = performance.now();
      await work(index);
      each.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { each, total: performance.now() - begun };
}
