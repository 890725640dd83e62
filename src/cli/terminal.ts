import type { Environment } from "../app/config/environment.ts";

/** Where a command speaks: results to `out`, everything else to `err`. */
export type Terminal = {
  out(line: string): void;
  err(line: string): void;
  /** Somebody sits there and may be asked. */
  readonly isInteractive: boolean;
  readonly style: Style;
  readonly errStyle: Style;
  /** One typed line; undefined when the input has ended. */
  ask(question: string): string | undefined;
  /** Everything said has left the process. */
  flush(): Promise<void>;
};

export type Style = Record<"bold" | "dim" | "red" | "green" | "yellow", (text: string) => string>;

export function processTerminal(env: Environment): Terminal {
  const { stdin, stdout, stderr } = process;
  const isPlain = Boolean(env["NO_COLOR"]) || env["TERM"] === "dumb";
  // Whoever reads through `head` has read enough.
  stdout.on("error", (error: NodeJS.ErrnoException) => error.code === "EPIPE" && process.exit(0));
  stderr.on("error", () => {});
  return {
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    isInteractive: Boolean(stdin.isTTY && stderr.isTTY),
    style: styleFor(Boolean(stdout.isTTY) && !isPlain),
    errStyle: styleFor(Boolean(stderr.isTTY) && !isPlain),
    ask: (question) => globalThis.prompt(question) ?? undefined,
    async flush() {
      await Promise.all([drained(stdout), drained(stderr)]);
    },
  };
}

// --- internal ---

function styleFor(isColoured: boolean): Style {
  const paint = (code: number, end: number) => (text: string) =>
    isColoured ? `\x1b[${code}m${text}\x1b[${end}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
  };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}
