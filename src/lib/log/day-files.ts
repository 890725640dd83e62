import { mkdirSync, writeFileSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";

/** Appends to LOG_DIR/<service>/YYYY-MM-DD.log; the day travels with the text. */
export type DayFiles = {
  append(day: string, text: string): Promise<void>;
  /** For the last words of a process that has no time left to wait. */
  appendNow(day: string, text: string): void;
  close(): Promise<void>;
};

export function dayFiles(folder: string): DayFiles {
  let open_: { day: string; file: FileHandle } | undefined;
  const path = (day: string) => join(folder, `${day}.log`);
  const close = async () => {
    const closing = open_?.file;
    open_ = undefined;
    await closing?.close();
  };
  return {
    async append(day, text) {
      if (open_?.day !== day) {
        await close();
        await mkdir(folder, { recursive: true });
        open_ = { day, file: await open(path(day), "a", 0o640) };
      }
      try {
        await open_.file.appendFile(text);
      } catch (error) {
        // A full disk or a vanished mount: the next attempt starts from the path again.
        await close().catch(() => {});
        throw error;
      }
    },
    appendNow(day, text) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path(day), text, { flag: "a", mode: 0o640 });
    },
    close,
  };
}
