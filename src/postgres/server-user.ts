import { CString, dlopen, FFIType, type Pointer, read } from "bun:ffi";
import { chownSync, lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { EmbeddedPostgresError } from "./errors.ts";

export type ServerUser = { readonly uid: number; readonly gid: number };

/**
 * Whom PostgreSQL runs as where the bot is root, which PostgreSQL refuses: the owner of the data,
 * else `nobody`. Undefined where the bot is an ordinary user: then it is the bot's own.
 */
export function serverUser(dataDir: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = [join(dataDir, "postgres", "data"), dataDir].map(ownerOf).find((user) => user?.uid);
  return owner ?? { uid: 65534, gid: 65534 };
}

/** The operating system's name of a user: `peer` authentication knows people by name alone. */
export function userName(uid: number): string {
  const libc = dlopen("libc.so.6", {
    getpwuid: { args: [FFIType.u32], returns: FFIType.ptr },
  });
  try {
    const entry = libc.symbols.getpwuid(uid);
    if (entry) return new CString(read.ptr(entry, 0) as Pointer).toString();
  } finally {
    libc.close();
  }
  throw new EmbeddedPostgresError(
    `The user id ${uid} has no name on this system, and PostgreSQL needs one. Add the user (useradd), or set DATABASE_URL to a server of your own.`,
  );
}

/** Gives a folder and all that is in it to the user. */
export function giveTo(user: ServerUser | undefined, path: string): void {
  if (!user) return;
  chownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

/** True when the user may pass through every folder on the way, and the last one as well. */
export function canReach(user: ServerUser, path: string): boolean {
  const { mode, uid, gid } = statSync(path);
  const mine = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & mine) !== 0 && (path === "/" || canReach(user, dirname(path)));
}

// --- internal ---

function ownerOf(path: string): ServerUser | undefined {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  return entry && { uid: entry.uid, gid: entry.gid };
}
