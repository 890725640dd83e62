import { seconds } from "../../lib/clock.ts";

export type SendOutcome =
  | { readonly kind: "sent" }
  /** Telegram says when to come back; its word counts as it is. */
  | { readonly kind: "later"; readonly ms: number }
  /** This owner cannot be reached: the bot is blocked, or was never started by him. */
  | { readonly kind: "refused"; readonly why: string }
  /** Nobody can be reached by this bot. */
  | { readonly kind: "misconfigured"; readonly why: string }
  | { readonly kind: "unreachable"; readonly why: string };

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One message by the owner's bot, without the machinery of the shop's own: that may be the trouble. */
export async function sendLetter(
  { fetch, apiRoot, token }: { fetch: Fetch; apiRoot: string; token: string },
  letter: { readonly to: number; readonly html: string },
): Promise<SendOutcome> {
  try {
    const response = await fetch(`${apiRoot}/bot${token}/sendMessage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        chat_id: letter.to,
        text: letter.html,
        parse_mode: "HTML",
        link_preview_options: { is_disabled: true },
      }),
      signal: AbortSignal.timeout(seconds(10)),
    });
    return outcomeOf(response.status, await response.json().catch(() => ({})));
  } catch (error) {
    return { kind: "unreachable", why: error instanceof Error ? error.name : "no connection" };
  }
}

// --- internal ---

type Reply = {
  readonly ok?: boolean;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number };
};

function outcomeOf(status: number, reply: Reply): SendOutcome {
  const why = `${status} ${reply.description ?? ""}`.trim();
  if (status === 200 && reply.ok) return { kind: "sent" };
  if (status === 429) {
    return { kind: "later", ms: seconds(reply.parameters?.retry_after ?? 30) };
  }
  if (status === 401 || status === 404) return { kind: "misconfigured", why };
  if (status >= 400 && status < 500) return { kind: "refused", why };
  return { kind: "unreachable", why };
}
