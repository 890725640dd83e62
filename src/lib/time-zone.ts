/** The shop's own clock on the wall. */
export type TimeZone = {
  readonly name: string;
  /** 2026-11-20T22:47:35.123+07:00 */
  stamp(at: Date): string;
  /** 2026-11-20 */
  day(at: Date): string;
};

export function timeZone(name: string): TimeZone {
  const format = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" });
  let quarter = Number.NaN;
  let offset = { ms: 0, text: "+00:00" };
  // Offsets change at full quarters of an hour only, and asking Intl for each line costs too much.
  const shifted = (at: Date): string => {
    const now = Math.floor(at.getTime() / 900_000);
    if (now !== quarter) {
      offset = offsetAt(format, at);
      quarter = now;
    }
    return new Date(at.getTime() + offset.ms).toISOString();
  };
  return {
    name,
    stamp: (at) => `${shifted(at).slice(0, -1)}${offset.text}`,
    day: (at) => shifted(at).slice(0, 10),
  };
}

// --- internal ---

function offsetAt(format: Intl.DateTimeFormat, at: Date): { ms: number; text: string } {
  const shown = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const match = /([+-])(\d\d):(\d\d)/.exec(shown);
  if (!match) return { ms: 0, text: "+00:00" };
  const [text, sign, hours, minutes] = match;
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { ms: sign === "-" ? -ms : ms, text };
}
