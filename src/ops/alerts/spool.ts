import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { minutes } from "../../lib/clock.ts";

export type Letter = {
  readonly at: number;
  readonly text: string;
  /** The owners who have not got it yet. */
  readonly to: readonly number[];
};

/**
 * Alerts wait in files, so that they survive whatever they are about: no database, no network, a
 * killed process. The bot and the subcommands share the folder; a rename decides who sends.
 */
export type Spool = {
  put(letter: Letter): void;
  /** The oldest first; each belongs to the taker until it is put back, changed or done. */
  take(name: string, now: number): Letter | undefined;
  names(now: number): readonly string[];
  putBack(name: string, letter: Letter): void;
  done(name: string): void;
};

export function openSpool(folder: string, onFault: (what: string, error: unknown) => void): Spool {
  // What a full disk refuses waits here instead.
  const inMemory = new Map<string, Letter>();
  const path = (name: string, ending = "json") => join(folder, `${name}.${ending}`);
  let last = 0;
  let written = 0;

  const spool: Spool = {
    put(letter) {
      last = Math.max(last + 1, letter.at * 1_000);
      const name = `${String(last).padStart(20, "0")}-${process.pid}`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        write(path(name), letter);
        // Counting them costs more than writing one.
        if (written++ % 50 === 0) dropOldest(folder);
      } catch (error) {
        onFault("An alert could not be written to disk and waits in memory", error);
        inMemory.set(name, letter);
        if (inMemory.size > mostInMemory) inMemory.delete(inMemory.keys().next().value ?? "");
      }
    },
    names(now) {
      freeAbandoned(folder, now);
      return [...namesIn(folder, ".json"), ...inMemory.keys()].sort();
    },
    take(name, now) {
      const kept = inMemory.get(name);
      if (kept) return kept;
      try {
        renameSync(path(name), path(name, "busy"));
        utimesSync(path(name, "busy"), now / 1_000, now / 1_000);
        return JSON.parse(readFileSync(path(name, "busy"), "utf8"));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // Another process was quicker, or a file that is no alert lies here.
        if (code !== "ENOENT") rmSync(path(name, "busy"), { force: true });
        return undefined;
      }
    },
    putBack(name, letter) {
      if (inMemory.has(name)) {
        inMemory.set(name, letter);
        return;
      }
      try {
        write(path(name), letter);
      } catch (error) {
        onFault("An alert could not be written to disk and waits in memory", error);
        inMemory.set(name, letter);
      }
      rmSync(path(name, "busy"), { force: true });
    },
    done(name) {
      // A folder that could not be written has no file to remove, and complains about the attempt.
      if (inMemory.delete(name)) return;
      rmSync(path(name, "busy"), { force: true });
    },
  };
  return spool;
}

// --- internal ---

const mostOnDisk = 500;
const mostInMemory = 50;

function write(path: string, letter: Letter): void {
  writeFileSync(`${path}.tmp`, JSON.stringify(letter), { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

function namesIn(folder: string, ending: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending) && /^\d{20}-/.test(name))
      .map((name) => name.slice(0, -ending.length))
      .sort();
  } catch {
    return [];
  }
}

function dropOldest(folder: string): void {
  const names = namesIn(folder, ".json");
  for (const name of names.slice(0, Math.max(0, names.length - mostOnDisk))) {
    rmSync(join(folder, `${name}.json`), { force: true });
  }
}

/** Nobody sends for two minutes: whoever took it has died. */
function freeAbandoned(folder: string, now: number): void {
  for (const name of namesIn(folder, ".busy")) {
    const busy = join(folder, `${name}.busy`);
    try {
      if (now - statSync(busy).mtimeMs > minutes(2)) renameSync(busy, join(folder, `${name}.json`));
    } catch {
      // It was finished in this moment.
    }
  }
}
