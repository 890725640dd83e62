import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { days } from "../clock.ts";

/** Former days are compressed, and days past their retention removed. Several may run at once. */
export async function tidyLogs(options: {
  readonly folder: string;
  readonly today: string;
  readonly retentionDays: number;
}): Promise<void> {
  const { folder, today, retentionDays } = options;
  const yesterday = daysBefore(today, 1);
  const oldest = daysBefore(today, retentionDays);
  for (const name of await namesIn(folder)) {
    const [, day = "", ending] = dayFile.exec(name) ?? [];
    if (!ending || day >= today) continue;
    const path = join(folder, `${day}.log`);
    if (day < oldest) await rm(join(folder, name), { force: true });
    else if (ending === "log") await claimAndCompress(path);
    // Nobody works on a file for a day: whoever claimed it has died.
    else if (ending === "log.packing" && day < yesterday) await compress(path);
  }
}

// --- internal ---

const dayFile = /^(\d{4}-\d\d-\d\d)\.(log|log\.gz|log\.packing)$/;

const daysBefore = (day: string, count: number): string =>
  new Date(Date.parse(day) - days(count)).toISOString().slice(0, 10);

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(unlessMissing([]));
}

/** The rename decides who compresses, so that two instances never do it both. */
async function claimAndCompress(path: string): Promise<void> {
  const isClaimed = await rename(path, `${path}.packing`).then(() => true, unlessMissing(false));
  if (isClaimed) await compress(path);
}

/** gzip members may stand one after another: lines that came late are added to what is packed. */
async function compress(path: string): Promise<void> {
  const unfinished = `${path}.gz.tmp`;
  await copyFile(`${path}.gz`, unfinished).catch(unlessMissing(undefined));
  await pipeline(
    createReadStream(`${path}.packing`),
    createGzip(),
    createWriteStream(unfinished, { flags: "a", mode: 0o640 }),
  );
  await rename(unfinished, `${path}.gz`);
  await rm(`${path}.packing`, { force: true });
}

function unlessMissing<T>(otherwise: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === "ENOENT") return otherwise;
    throw error;
  };
}
