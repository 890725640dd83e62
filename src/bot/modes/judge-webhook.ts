import type { WebhookInfo } from "grammy/types";

/** What was seen when looking; two looks in a row tell whether anything moves. */
export type WebhookLook = {
  readonly at: Date;
  readonly info: WebhookInfo;
  /** When an update last came in by the webhook, at any of our processes. */
  readonly lastUpdateAt: Date | undefined;
};

export type WebhookVerdict =
  | { readonly kind: "works" }
  /** Nothing speaks against it, but nothing has come through yet. */
  | { readonly kind: "unproven" }
  /** Somebody has set another address, or none. */
  | { readonly kind: "foreign" }
  | { readonly kind: "fails"; readonly says: string };

/** Does Telegram get through to us? */
export function judgeWebhook(
  url: string,
  setAt: Date,
  look: WebhookLook,
  before: WebhookLook | undefined,
): WebhookVerdict {
  const { info, lastUpdateAt } = look;
  if (info.url !== url) return { kind: "foreign" };
  const failedAt = (info.last_error_date ?? 0) * 1_000;
  // Telegram's moments are whole seconds, rounded down.
  const isFailure =
    failedAt + 1_000 > setAt.getTime() && failedAt >= (lastUpdateAt?.getTime() ?? 0);
  const waiting = info.pending_update_count;
  if (isFailure && waiting > 0) {
    return { kind: "fails", says: info.last_error_message ?? "unknown error" };
  }
  if (before && isSilent(look, before)) {
    return { kind: "fails", says: `${waiting} updates wait and none arrives` };
  }
  if (lastUpdateAt && lastUpdateAt >= setAt) return { kind: "works" };
  return { kind: "unproven" };
}

// --- internal ---

function isSilent(look: WebhookLook, before: WebhookLook): boolean {
  const waiting = look.info.pending_update_count;
  const hasCome = (look.lastUpdateAt?.getTime() ?? 0) > before.at.getTime();
  return waiting > 0 && waiting >= before.info.pending_update_count && !hasCome && waited(before);
}

/** An update that has just been sent on its way waits too: the look before must have seen one. */
function waited(before: WebhookLook): boolean {
  return before.info.pending_update_count > 0;
}
