import type { DayFiles } from "./day-files.ts";

/** Gathers lines for a blink and writes them together, so that nobody waits for the disk. */
export type LineWriter = {
  write(day: string, line: string, isUrgent: boolean): void;
  flush(): Promise<void>;
  flushNow(): void;
  close(): Promise<void>;
};

export function lineWriter(
  files: DayFiles,
  lastResort: (text: string, isNotice: boolean) => void,
): LineWriter {
  let waiting: Batch[] = [];
  let size = 0;
  let lost = 0;
  let timer: Timer | undefined;
  let writing: Promise<void> | undefined;
  let isFailing = false;

  const take = (): Batch[] => {
    const taken = waiting;
    waiting = [];
    size = 0;
    clearTimeout(timer);
    timer = undefined;
    if (lost > 0) {
      taken.push({ day: taken.at(-1)?.day ?? "", text: `(${lost} lines were lost here)\n` });
      lost = 0;
    }
    return taken;
  };

  const failed = (error: unknown, text: string) => {
    if (!isFailing) lastResort(`The log cannot be written: ${reasonOf(error)}\n`, true);
    isFailing = true;
    lastResort(text, false);
  };
  const worked = () => {
    if (isFailing) lastResort("The log can be written again\n", true);
    isFailing = false;
  };

  const writeAll = async () => {
    while (waiting.length > 0) {
      for (const { day, text } of take()) {
        await files.append(day, text).then(worked, (error) => failed(error, text));
      }
    }
  };
  const flush = () => {
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  };

  return {
    write(day, line, isUrgent) {
      if (size + line.length > mostWaiting) {
        lost++;
        return;
      }
      size += line.length;
      const last = waiting.at(-1);
      if (last?.day === day) last.text += line;
      else waiting.push({ day, text: line });
      if (isUrgent) void flush();
      else timer ??= setTimeout(() => void flush(), blink);
    },
    flush,
    flushNow() {
      for (const { day, text } of take()) {
        try {
          files.appendNow(day, text);
        } catch (error) {
          failed(error, text);
        }
      }
    },
    async close() {
      await flush();
      await files.close();
    },
  };
}

// --- internal ---

type Batch = { day: string; text: string };

const blink = 25;
// A disk that hangs must not fill the memory.
const mostWaiting = 8_000_000;

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOSPC: "the disk is full",
    EDQUOT: "the disk quota is used up",
    EACCES: "the folder may not be written to",
    EROFS: "the disk is read-only",
    ENOTDIR: "a file stands where the folder should be",
  };
  return `${known[code ?? ""] ?? "unexpected fault"} (${message})`;
}
