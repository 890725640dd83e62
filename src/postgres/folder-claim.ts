import { join } from "node:path";
import type { EmbeddedLog } from "./embedded-log.ts";
import { DataFolderInUseError, EmbeddedPostgresError } from "./errors.ts";
import { type FileLock, type LockHolder, lockHolder, takeLock } from "./file-lock.ts";
import type { ServerUser } from "./server-user.ts";

/** A data folder has one owner, who runs the server; subcommands may be guests beside it. */
export type FolderClaim = {
  readonly isOwner: boolean;
  /** Resolves when no guest uses the server any more, or after a while. */
  guestsLeft(): Promise<void>;
  release(): void;
};

export type ClaimOptions = {
  readonly role: LockHolder["role"];
  readonly log: Pick<EmbeddedLog, "info">;
  readonly owner: ServerUser | undefined;
  readonly isServerReady: () => boolean;
};

/** Becomes the owner, or a guest of the one who is; a second bot is told so at once. */
export async function claimFolder(home: string, options: ClaimOptions): Promise<FolderClaim> {
  const { role, owner } = options;
  const path = join(home, "lock");
  const deadline = Date.now() + longestWait;
  let hasSaidSo = false;
  for (;;) {
    const lock = takeLock(path, { holder: { pid: process.pid, role }, owner });
    if (lock) return asOwner(home, lock, options);
    const holder = lockHolder(path);
    if (role === "serve" && holder?.role === "serve") throw inUse(home, holder);
    if (role === "subcommand" && options.isServerReady()) {
      const guest = takeLock(join(home, "guests"), { share: true, owner });
      if (guest) return { isOwner: false, guestsLeft: async () => {}, release: guest.release };
    }
    if (Date.now() > deadline) throw neverFree(home, holder);
    if (!hasSaidSo && role === "serve" && holder) {
      options.log.info(`Waiting for process ${holder.pid}, which uses the database, to finish.`);
      hasSaidSo = true;
    }
    await Bun.sleep(20);
  }
}

// --- internal ---

const longestWait = 120_000;

function asOwner(home: string, lock: FileLock, { role, owner }: ClaimOptions): FolderClaim {
  return {
    isOwner: true,
    release: lock.release,
    // A bot that stops takes its database along; a subcommand lets the others finish first.
    async guestsLeft() {
      const deadline = Date.now() + (role === "serve" ? 0 : longestWait);
      for (;;) {
        const free = takeLock(join(home, "guests"), { owner });
        free?.release();
        if (free || Date.now() >= deadline) return;
        await Bun.sleep(20);
      }
    },
  };
}

function inUse(home: string, holder: LockHolder): DataFolderInUseError {
  return new DataFolderInUseError(
    `Another bot-auto-order (process ${holder.pid}) runs on the data folder ${home}. Stop it first, or give this one a DATA_DIR of its own.`,
  );
}

function neverFree(home: string, holder: LockHolder | undefined): EmbeddedPostgresError {
  const who = holder ? `process ${holder.pid}` : "another process";
  return new EmbeddedPostgresError(
    `The data folder ${home} has been held by ${who} for two minutes. End it, and start again.`,
  );
}
