import type { Log } from "../lib/log/log.ts";
import { answer } from "./answers.ts";
import type { FailedAttempts } from "./failed-attempts.ts";
import { secretCheck } from "./secret-check.ts";

/** For this machine alone, or for whoever shows the token. */
export function metricsRoute({
  metrics,
  token,
  attempts,
  log,
}: {
  readonly metrics: () => Promise<string> | string;
  readonly token: string | undefined;
  readonly attempts: FailedAttempts;
  readonly log: Log;
}): (request: Request, address: () => string) => Promise<Response> {
  const isToken = token === undefined ? undefined : secretCheck(token);
  return async (request, address) => {
    if (isToken && !isToken(bearer(request))) return attempts.refuse(address());
    // To strangers it is a page that does not exist.
    if (!isToken && !isFromHere(request, address())) return answer(404);
    try {
      const headers = { "content-type": "text/plain; version=0.0.4; charset=utf-8" };
      return new Response(await metrics(), { headers });
    } catch (error) {
      log.error("The metrics could not be told", error);
      return answer(500);
    }
  };
}

// --- internal ---

const bearer = (request: Request): string | null =>
  /^bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;

// A reverse proxy on this machine calls from loopback too, for the whole world. It leaves a trace:
// a header of its own, or the name by which the world knows this machine.
const signsOfProxy =
  /^(forwarded|via|x-forwarded.*|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-.*)$/;

function isFromHere(request: Request, address: string): boolean {
  const isLoopback = /^(127\.|::1$|::ffff:127\.)/.test(address);
  const { hostname } = new URL(request.url);
  const isAsked = /^(localhost|127\..*|\[::1\])$/.test(hostname);
  return (
    isLoopback && isAsked && ![...request.headers.keys()].some((name) => signsOfProxy.test(name))
  );
}
