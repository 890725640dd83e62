import { Elysia } from "elysia";
import { type Clock, seconds } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";
import { answer } from "./answers.ts";
import { failedAttempts } from "./failed-attempts.ts";
import { type HealthReport, healthRoute } from "./health-route.ts";
import { metricsRoute } from "./metrics-route.ts";
import { paymentWebhook, type ReceivePayment } from "./payment-webhook.ts";
import { type TelegramWebhook, telegramWebhook } from "./telegram-webhook.ts";

export type HttpOptions = {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: () => Promise<HealthReport>;
  readonly metrics: () => Promise<string> | string;
  readonly metricsToken?: string | undefined;
  readonly telegram?: TelegramWebhook | undefined;
  /** By the gateway's name: `/webhooks/<name>`. */
  readonly payments?: Readonly<Record<string, ReceivePayment>>;
  /** How long calls in flight are waited for when it stops. */
  readonly patienceMs?: number;
};

export type HttpServer = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  /** Takes no new calls and resolves when those in flight are answered, or after a while. */
  stop(): Promise<void>;
};

export function startHttp(options: HttpOptions): HttpServer {
  const app = routes(options).listen({
    hostname: options.host,
    port: options.port,
    // Bun itself refuses what is larger with 413, announced or not.
    maxRequestBodySize: largestBody,
    idleTimeout: 30,
    development: false,
  });
  const server = app.server;
  if (!server?.port) throw new Error("The HTTP server did not start");
  const stop = async () => {
    // Who sends half a request and no more must not keep the shop from closing in good order.
    const cut = setTimeout(() => void server.stop(true), options.patienceMs ?? seconds(8));
    await server.stop().finally(() => clearTimeout(cut));
  };
  return { url: server.url.origin, port: server.port, stop, [Symbol.asyncDispose]: stop };
}

// --- internal ---

const largestBody = 1024 * 1024;

type Answer = (request: Request, address: () => string) => Promise<Response>;

function routes({ clock, log, ...options }: HttpOptions) {
  const attempts = failedAttempts({ clock });
  const health = healthRoute({ health: options.health, log });
  const metrics = metricsRoute({
    metrics: options.metrics,
    token: options.metricsToken,
    attempts,
    log,
  });

  const app = new Elysia({ name: "http" })
    .onError(({ code, error }) => {
      if (code === "NOT_FOUND") return answer(404);
      if (code === "PARSE" || code === "VALIDATION") return answer(400);
      log.error("A request failed", error);
      return answer(500);
    })
    .get("/health", () => health())
    .get("/metrics", ({ request, server }) => metrics(request, addressOf(server, request)));

  const post = (path: string, handle: Answer) =>
    app.post(path, ({ request, server }) => handle(request, addressOf(server, request)), {
      // The body is read by us, after the secret.
      parse: "none",
    });
  if (options.telegram) {
    post("/webhooks/telegram", telegramWebhook({ webhook: options.telegram, attempts, log }));
  }
  for (const [name, receive] of Object.entries(options.payments ?? {})) {
    post(`/webhooks/${name}`, paymentWebhook({ receive, attempts, log }));
  }
  return app;
}

type Server = { requestIP(request: Request): { readonly address: string } | null };

/** Asked for only where it matters. */
const addressOf = (server: Server | null, request: Request) => (): string =>
  server?.requestIP(request)?.address ?? "";
