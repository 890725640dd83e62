import { z } from "zod";
import { type LogLevel, logLevels } from "../../lib/log/levels.ts";
import { nearest } from "../../lib/nearest.ts";

/**
 * Each reader turns the text of a variable into its value, or says in one sentence what is wrong
 * and in another how to mend it. The text itself is repeated only where it cannot be a secret.
 */
export type Reader<T> = z.ZodType<T, string>;

export const readText = (most = 200): Reader<string> =>
  reader((text) =>
    text.length <= most
      ? text
      : wrong(`is ${text.length} characters long`, `Keep it to ${most} characters.`),
  );

export const readSecret = (least: number, mend: string): Reader<string> =>
  reader((text) => {
    if (/\s/.test(text)) return wrong("holds a space or a line break", mend);
    return text.length >= least ? text : wrong(`is shorter than ${least} characters`, mend);
  });

export const readBotToken: Reader<string> = reader((text) =>
  /^\d{3,}:[A-Za-z0-9_-]{30,}$/.test(text)
    ? text
    : wrong("is not a bot token", "Copy it whole from @BotFather; it looks like 123456789:AAH…"),
);

/** Telegram's own rule for the secret of a webhook. */
export const readWebhookSecret: Reader<string> = reader((text) =>
  /^[A-Za-z0-9_-]{16,256}$/.test(text)
    ? text
    : wrong(
        "is not a secret that Telegram takes",
        "Use 16 to 256 of the characters A-Z a-z 0-9 _ -, or leave it empty and one is made.",
      ),
);

export const readIds: Reader<readonly number[]> = reader((text) => {
  const parts = text.split(",").map((part) => part.trim());
  const filled = parts.filter((part) => part !== "");
  const bad = filled.find((part) => !/^[1-9]\d{0,15}$/.test(part) || !isId(Number(part)));
  if (bad !== undefined) {
    return wrong(
      `holds "${bad}", which is not a Telegram user id`,
      "Give numbers with commas between, for example 123456789,987654321 (ask @userinfobot).",
    );
  }
  return [...new Set(filled.map(Number))];
});

export const readChoice = <const Choice extends string>(
  choices: readonly Choice[],
  spell: (text: string) => string = (text) => text.toLowerCase(),
): Reader<Choice> =>
  reader((text) => {
    const found = choices.find((choice) => choice === spell(text));
    if (found !== undefined) return found;
    const meant = nearest(text, choices);
    const guess = meant ? ` Did you mean ${meant}?` : "";
    return wrong(`is "${text}"`, `Use one of: ${choices.join(", ")}.${guess}`);
  });

export const readLogLevel: Reader<LogLevel> = readChoice(logLevels, (text) => text.toUpperCase());

export const readBoolean: Reader<boolean> = reader((text) => {
  const word = text.toLowerCase();
  if (["true", "1", "yes", "on"].includes(word)) return true;
  if (["false", "0", "no", "off"].includes(word)) return false;
  return wrong(`is "${text}"`, "Use true or false.");
});

export const readWhole = (least: number, most: number, unit = ""): Reader<number> =>
  reader((text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    const what = unit === "" ? "a whole number" : `a whole number of ${unit}`;
    return wrong(`is "${text}"`, `Give ${what} from ${least} to ${most}.`);
  });

export const readTimeOfDay: Reader<string> = reader((text) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
    ? text
    : wrong(`is "${text}"`, "Give a time of day as HH:MM, for example 00:00 or 03:30."),
);

export const readTimeZone: Reader<string> = reader((text) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    const meant = nearest(text, Intl.supportedValuesOf("timeZone"));
    const guess = meant ? ` Did you mean ${meant}?` : "";
    return wrong(
      `is "${text}", which is no time zone`,
      `Use an IANA name such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura.${guess}`,
    );
  }
});

export const readHost: Reader<string> = reader((text) =>
  /^[A-Za-z0-9.:_-]+$/.test(text)
    ? text
    : wrong(
        `is "${text}"`,
        "Give an address to listen on, for example 127.0.0.1, 0.0.0.0 or ::1 (no http://, no port).",
      ),
);

/** An address of a service: no trailing slash, so that paths can be put behind it. */
export const readServiceUrl: Reader<string> = reader((text) => {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash) {
    return text.replace(/\/+$/, "");
  }
  return wrong("is not a web address", "Give it whole, for example https://app.example.com.");
});

export const readSecretUrl: Reader<string> = reader((text) =>
  /^https?:$/.test(URL.parse(text)?.protocol ?? "")
    ? text
    : wrong("is not a web address", "Give it whole, for example https://hc-ping.com/your-uuid."),
);

export const readWebhookUrl: Reader<string> = reader((text) => {
  const example = "Telegram wants for example https://shop.example.com/webhooks/telegram.";
  const url = URL.parse(text);
  if (!url) return wrong("is not a web address", example);
  // A Telegram of one's own beside the shop; the real one never gets there.
  if (url.protocol === "http:" && isLoopback(url)) return withPath(url, text);
  if (url.protocol !== "https:") return wrong("does not begin with https://", example);
  if (!["", "443", "80", "88", "8443"].includes(url.port)) {
    return wrong(`uses port ${url.port}`, "Telegram calls the ports 443, 80, 88 and 8443 only.");
  }
  return withPath(url, text);
});

/** `postgres://user:password@host[:port][,host…]/database`: several hosts are no URL to a parser. */
export const readDatabaseUrl: Reader<string> = reader((text) => {
  const example = "Write it as postgres://user:password@host:5432/database.";
  const match = /^postgres(?:ql)?:\/\/(?:[^@/]*@)?([^@/?]*)(?:\/([^/?#]*))?(\?\S*)?$/.exec(text);
  if (!match || /\s/.test(text)) {
    return wrong("is not a PostgreSQL address", `${example} Percent-encode odd characters.`);
  }
  const [, hosts = "", database = "", query = ""] = match;
  if (hosts === "" && !/[?&]host=/.test(query)) return wrong("names no host", example);
  if (hosts.split(",").some((host) => /:(?!\d{1,5}$)[^\]]*$/.test(host) && !host.endsWith("]"))) {
    return wrong("names a port that is no number", example);
  }
  return database === "" ? wrong("names no database", example) : text;
});

/** One key, or the new one and the former ones behind it while a rotation is under way. */
export const readKeys: Reader<readonly [Uint8Array, ...Uint8Array[]]> = reader((text) => {
  const [first, ...former] = text.split(",").map((part) => keyOf(part.trim()));
  if (first && former.every((key) => key !== undefined)) return [first, ...former];
  return wrong("is not 32 bytes in base64", "Make one with: openssl rand -base64 32");
});

export const readPath: Reader<string> = reader((text) =>
  text.includes("\0") ? wrong("holds a zero byte", "Give the path of a folder.") : text,
);

// --- internal ---

type Wrong = { readonly is: string; readonly mend: string };
const complaints = new WeakSet<object>();

function wrong(is: string, mend: string): Wrong {
  const complaint = { is, mend };
  complaints.add(complaint);
  return complaint;
}

const isWrong = (value: unknown): value is Wrong =>
  typeof value === "object" && value !== null && complaints.has(value);

function reader<T>(read: (text: string) => T | Wrong): Reader<T> {
  return z.string().transform((text, context): T => {
    const value = read(text);
    if (!isWrong(value)) return value;
    context.addIssue({ code: "custom", message: `${value.is}\n${value.mend}`, input: text });
    return z.NEVER;
  });
}

const withPath = (url: URL, text: string): string =>
  url.pathname === "/" ? `${url.origin}/webhooks/telegram` : text;

const isLoopback = ({ hostname }: URL): boolean =>
  ["localhost", "[::1]"].includes(hostname) || /^127(\.\d+){3}$/.test(hostname);

// Telegram promises 52 significant bits.
const isId = (value: number): boolean => value < 2 ** 52;

function keyOf(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.length === 32 ? bytes : undefined;
}
