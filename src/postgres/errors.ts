/** Why the embedded PostgreSQL cannot run, in a sentence that says what to do. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}

/** A second bot on a data folder that has its bot already. */
export class DataFolderInUseError extends EmbeddedPostgresError {
  override name = "DataFolderInUseError";
}

/** Turns what the file system or the server complained about into something to act on. */
export function explained(fault: unknown, folder: string): Error {
  if (fault instanceof EmbeddedPostgresError) return fault;
  const text = fault instanceof Error ? fault.message : String(fault);
  const code = (fault as { code?: unknown } | null)?.code;
  const sentence = sentences.find(({ codes, pattern }) =>
    typeof code === "string" && codes.includes(code) ? true : pattern.test(text),
  );
  if (!sentence) return fault instanceof Error ? fault : new EmbeddedPostgresError(text);
  return new EmbeddedPostgresError(sentence.say(folder), { cause: fault });
}

// --- internal ---

const sentences: readonly {
  readonly codes: readonly string[];
  readonly pattern: RegExp;
  say(folder: string): string;
}[] = [
  {
    codes: ["ENOSPC", "EDQUOT"],
    pattern: /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/,
    say: (folder: string) =>
      `The disk that holds ${folder} is full. Free some space (the shop needs 200 MB and room to grow) and start again; nothing that was confirmed is lost.`,
  },
  {
    codes: ["EROFS"],
    pattern: /Read-only file system|EROFS/,
    say: (folder: string) =>
      `The disk that holds ${folder} cannot be written: it is mounted read-only. Mount it for writing, or set DATA_DIR to a folder elsewhere.`,
  },
  {
    codes: ["EACCES", "EPERM", "ENOTDIR"],
    pattern: /Permission denied|Operation not permitted|wrong ownership|EACCES|EPERM/,
    say: (folder: string) =>
      `The folder ${folder} cannot be used by this user. Make it belong to the user that runs the shop (chown -R), or set DATA_DIR to a folder that does.`,
  },
];
