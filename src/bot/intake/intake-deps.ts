import type { Db, RawSql, Tx } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { Result } from "../../lib/result.ts";
import type { Wait } from "../../lib/wait.ts";
import type { CallOutcome } from "../../outbox/call-telegram.ts";
import type { OutgoingCall } from "../../outbox/outgoing-call.ts";
import type { Bot } from "../bot.ts";

export type IntakeDeps = {
  readonly db: Db;
  readonly raw: RawSql;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: {
    info(message: string, detail?: unknown): void;
    warning(message: string, detail?: unknown): void;
    error(message: string, detail?: unknown): void;
  };
  /** The name of this process, never used twice. */
  readonly instance: string;
  readonly bot: Pick<Bot, "handle" | "apologize">;
  readonly call: (call: OutgoingCall, signal?: AbortSignal) => Promise<CallOutcome>;
  /** The bytes of what a person sent. */
  readonly fetchFile: (fileId: string) => Promise<Result<Uint8Array, "too_big" | "unavailable">>;
  /** Replies that cannot be sent now, kept in the transaction that closes their update. */
  readonly handOver: (tx: Tx, unsent: HandedOver) => Promise<void>;
  /** An update that cannot be handled, for the owner. */
  readonly onPoison: (poison: { updateId: number; userId: number; error: unknown }) => void;
};

export type HandedOver = {
  readonly updateId: number;
  readonly userId: number;
  readonly calls: readonly OutgoingCall[];
  readonly notBefore: Date;
};
