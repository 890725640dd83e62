import { MigrationError } from "../../db/migrate.ts";
import { EmbeddedPostgresError } from "../postgres/errors.ts";

/** A sentence for the operator, for faults that lie outside the program; else undefined. */
export function explainFault(fault: unknown): string | undefined {
  if (fault instanceof EmbeddedPostgresError || fault instanceof MigrationError) {
    return fault.message;
  }
  for (let cause = fault; cause instanceof Error; cause = cause.cause) {
    const sentence = sentences[(cause as { code?: string }).code ?? ""];
    if (sentence) return sentence;
  }
  return undefined;
}

// --- internal ---

const unreachable =
  "The database does not answer. Check that it runs and that DATABASE_URL (or POSTGRES_HOST and POSTGRES_PORT) is right.";
const refused =
  "The database refuses the user or the password. Check DATABASE_URL (or POSTGRES_USER and POSTGRES_PASSWORD).";

const sentences: Record<string, string> = {
  EADDRINUSE:
    "Another program listens there already. Stop it, or set HTTP_PORT (for the demo: --port) to a port that is free.",
  EADDRNOTAVAIL:
    "This machine has no such address to listen on. Set HTTP_HOST to one of its own, for example 127.0.0.1.",
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  CONNECT_TIMEOUT: unreachable,
  CONNECTION_CLOSED: unreachable,
  "57P03": "The database is starting up or shutting down. Try again in a moment.",
  "28P01": refused,
  "28000": refused,
  "3D000": "That database does not exist. Create it, or mend the name in DATABASE_URL.",
  "53300": "The database has no connection left. Raise its max_connections.",
  "53100": "The disk of the database is full. Free some space and try again.",
  ENOSPC: "The disk is full. Free some space and try again.",
};
