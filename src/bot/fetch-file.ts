import type { Api } from "grammy";
import { ok, type Result, refuse } from "../lib/result.ts";
import type { Wait } from "../lib/wait.ts";
import { outcomeOf } from "../outbox/call-telegram.ts";

export type FetchFileDeps = {
  readonly api: Pick<Api, "getFile">;
  readonly token: string;
  readonly apiRoot: string;
  readonly wait: Wait;
};

export type FetchedFile = Result<Uint8Array, "too_big" | "unavailable">;

/** What a person sent, as far as Telegram hands it to bots: 20 MB. */
export function fileFetcher(deps: FetchFileDeps): (fileId: string) => Promise<FetchedFile> {
  return async (fileId) => {
    for (let tries = 1; ; tries++) {
      const file = await fetchOnce(deps, fileId);
      if (file !== "again") return file;
      if (tries === mostTries) return refuse("unavailable");
      await deps.wait(500 * tries);
    }
  };
}

// --- internal ---

const mostTries = 3;

async function fetchOnce(
  { api, token, apiRoot }: FetchFileDeps,
  fileId: string,
): Promise<FetchedFile | "again"> {
  try {
    const { file_path } = await api.getFile(fileId);
    if (!file_path) return refuse("unavailable");
    const url = `${apiRoot}/file/bot${token}/${file_path}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    if (response.status >= 500) return "again";
    return response.ok ? ok(await response.bytes()) : refuse("unavailable");
  } catch (error) {
    // The error of a failed fetch may name the URL, and with it the token: it goes nowhere.
    const outcome = outcomeOf(error);
    if (outcome.kind !== "refused")
      return outcome.kind === "gone" ? refuse("unavailable") : "again";
    return refuse(/too big/i.test(outcome.description) ? "too_big" : "unavailable");
  }
}
