import { dlopen, FFIType } from "bun:ffi";
import { closeSync, fchownSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import type { ServerUser } from "./server-user.ts";

export type LockHolder = { readonly pid: number; readonly role: "serve" | "subcommand" };
export type FileLock = { release(): void };

/**
 * Takes a lock that the kernel gives back when the process ends, however it ends. Undefined when
 * another process holds it.
 */
export function takeLock(
  path: string,
  { share = false, holder, owner }: LockOptions = {},
): FileLock | undefined {
  const file = openSync(path, "a+", 0o600);
  if (owner) fchownSync(file, owner.uid, owner.gid);
  if (flock(file, (share ? lockShared : lockExclusive) | withoutWaiting) !== 0) {
    closeSync(file);
    return undefined;
  }
  if (holder) {
    ftruncateSync(file);
    writeSync(file, JSON.stringify(holder));
  }
  return { release: () => closeSync(file) };
}

/** Who holds the lock, as far as the holder has come to write it down. */
export function lockHolder(path: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as LockHolder;
  } catch {
    return undefined;
  }
}

// --- internal ---

type LockOptions = {
  readonly share?: boolean;
  readonly holder?: LockHolder;
  readonly owner?: ServerUser | undefined;
};

const lockShared = 1;
const lockExclusive = 2;
const withoutWaiting = 4;

function flock(file: number, operation: number): number {
  const libc = dlopen("libc.so.6", {
    flock: { args: [FFIType.i32, FFIType.i32], returns: FFIType.i32 },
  });
  try {
    return libc.symbols.flock(file, operation);
  } finally {
    libc.close();
  }
}
