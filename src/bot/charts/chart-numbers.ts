/** The words for thousands, millions and billions, and the sign before decimals. */
export type NumberWords = {
  readonly thousand: string;
  readonly million: string;
  readonly billion: string;
  readonly decimal: "," | ".";
};

/** 1250000 is "1,25 jt": short enough to stand beside an axis. */
export function shortNumber(value: number, words: NumberWords): string {
  const size = Math.abs(value);
  const [divisor, unit] =
    size >= 1e9
      ? [1e9, words.billion]
      : size >= 1e6
        ? [1e6, words.million]
        : size >= 1e3
          ? [1e3, words.thousand]
          : [1, ""];
  const digits = Number((value / divisor).toPrecision(3));
  const text = String(digits).replace(".", words.decimal).replace("-", "−");
  return unit ? `${text} ${unit}` : text;
}

/** Round steps from the least to the most, at most six of them, with zero among them. */
export function ticksFor(least: number, most: number): readonly number[] {
  const low = Math.min(0, least);
  const high = Math.max(0, most);
  const rough = Math.max((high - low) / 4, 1e-9);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * magnitude >= rough) ?? 10;
  // There is no half an order and no half a rupiah.
  const step = Math.max(1, factor * magnitude);
  const from = Math.floor(low / step);
  const to = Math.max(Math.ceil(high / step), from + 1);
  return Array.from({ length: to - from + 1 }, (_, place) => (from + place) * step);
}
