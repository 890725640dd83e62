import type { Server } from "bun";
import { type Clock, systemClock } from "../../lib/clock.ts";
import {
  answerCall,
  type CallHook,
  type RequestValidator,
  type Switchboard,
} from "./answer-call.ts";
import { ApiError, Dropped } from "./api-error.ts";
import type { ApiUser } from "./api-types.ts";
import { CallLog } from "./call-log.ts";
import { Faults } from "./faults.ts";
import { FileStore } from "./file-store.ts";
import { Parameters, readParameters } from "./parameters.ts";
import { Person } from "./person.ts";
import { Poller } from "./poller.ts";
import { UpdateQueue } from "./update-queue.ts";
import { waitUntil } from "./wait-until.ts";
import { WebhookDelivery } from "./webhook-delivery.ts";
import { type BotAccount, type Change, World } from "./world.ts";

export type BotIdentity = { id: number; username: string; first_name: string };
export type PersonIdentity = {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
};

export type TelegramOptions = {
  /** By token; the first one is the bot that `user` means when no token is given. */
  tokens: Record<string, BotIdentity>;
  port?: number;
  clock?: Clock;
  validate?: RequestValidator | undefined;
  /** Webhooks over http on loopback; the real server takes https alone. */
  allowHttpWebhooks?: boolean;
  /** The first pause before a refused update is posted again. */
  webhookRetryMs?: number;
  webhookTimeoutMs?: number;
  /** How long a tap may be answered. */
  callbackLifeMs?: number;
};

export type SimulatedTelegram = AsyncDisposable & {
  /** For TELEGRAM_API_ROOT. */
  url: string;
  port: number;
  faults: Faults;
  calls: CallLog;
  /** Requests of the bot that the Bot API's description does not allow. */
  violations: string[];
  bots: BotIdentity[];
  user(identity: PersonIdentity, token?: string): Person;
  /** Called before and after every call; "drop" before means: not executed, not answered. */
  onCall(hook: CallHook): () => void;
  watch(watcher: (change: Change) => void): () => void;
  /** Waits until this holds; it is looked at after every call, message and delivery. */
  until(condition: (calls: CallLog) => boolean, timeout?: number): Promise<void>;
  pendingUpdates(token?: string): number;
  webhookError(token?: string): string | undefined;
  /** Revokes a token, or gives it back. */
  revoke(token: string, isRevoked?: boolean): void;
  stop(): Promise<void>;
};

/** A Telegram of one's own on loopback, as strict as the real one. */
export function startTelegram(options: TelegramOptions): Promise<SimulatedTelegram> {
  const world = new World({
    clock: options.clock ?? systemClock,
    faults: new Faults(),
    files: new FileStore(),
    allowHttpWebhooks: options.allowHttpWebhooks ?? true,
    callbackLifeMs: options.callbackLifeMs ?? 30_000,
  });
  const board: Switchboard = {
    world,
    calls: new CallLog(),
    hooks: new Set(),
    violations: [],
    validate: options.validate,
  };
  for (const [token, identity] of Object.entries(options.tokens)) {
    addBot(board, token, identity, options);
  }
  const revoked = new Set<string>();
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: options.port ?? 0,
    idleTimeout: 0,
    maxRequestBodySize: 60 * 1024 * 1024,
    fetch: (request) => serve(board, revoked, request),
    error: () => json(500, { ok: false, error_code: 500, description: "Internal Server Error" }),
  });
  return Promise.resolve(handle(board, revoked, server));
}

function addBot(
  board: Switchboard,
  token: string,
  { id, username, first_name }: BotIdentity,
  options: TelegramOptions,
): void {
  const { world } = board;
  const me: ApiUser = { id, is_bot: true, first_name, username };
  // Numbers go on where they stopped at an earlier start, for a bot remembers what it has seen.
  const first = Math.max(1, Math.floor((world.clock.now().getTime() - Date.UTC(2026, 0)) / 100));
  const updates = new UpdateQueue(world.clock, first);
  const webhook = new WebhookDelivery({
    clock: world.clock,
    updates,
    retryMs: options.webhookRetryMs ?? 1_000,
    timeoutMs: options.webhookTimeoutMs ?? 60_000,
    isDown: () => world.faults.down,
    onReply: ({ method, ...payload }) => {
      const parameters = new Parameters(payload);
      void answerCall(board, bot, String(method), parameters, new AbortController().signal).catch(
        () => undefined,
      );
    },
  });
  const bot: BotAccount = {
    token,
    me,
    conversations: new Map(),
    updates,
    poller: new Poller(updates),
    webhook,
    commands: new Map(),
    profile: new Map(),
    taps: new Map(),
    nextMessageId: Math.floor(first / 10) + 1,
    lastWebhookCall: Number.NEGATIVE_INFINITY,
  };
  world.bots.set(token, bot);
}

async function serve(
  board: Switchboard,
  revoked: ReadonlySet<string>,
  request: Request,
): Promise<Response> {
  try {
    const url = new URL(request.url);
    if (board.world.faults.down) throw new Dropped();
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
    const [, token, rest] = file ?? /^\/bot([^/]+)\/([^/]+)\/?$/.exec(url.pathname) ?? [];
    if (token === undefined || rest === undefined) throw new ApiError(404, "Not Found");
    if (!/^\d+:[\w-]+$/.test(token)) {
      throw new ApiError(401, "Unauthorized: invalid token specified");
    }
    const bot = board.world.bots.get(token);
    if (!bot || revoked.has(token)) throw new ApiError(401, "Unauthorized");
    if (file) return giveFile(board.world, bot, decodeURIComponent(rest));
    const parameters = await readParameters(request, url);
    const answer = await answerCall(board, bot, rest, parameters, request.signal);
    return json(200, { ok: true, ...answer });
  } catch (error) {
    if (error instanceof Dropped) return droppedConnection();
    if (error instanceof ApiError) return refusal(error);
    throw error;
  }
}

function giveFile(world: World, bot: BotAccount, path: string): Response {
  const file = world.files.byPath(bot.me.id, path);
  if (!file) throw new ApiError(404, "Not Found");
  return new Response(new Blob([file.bytes.slice()]), {
    headers: { "content-type": "application/octet-stream" },
  });
}

function refusal({ code, message, parameters }: ApiError): Response {
  const body = {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters ? { parameters } : {}),
  };
  const retryAfter = parameters?.["retry_after"];
  return json(code, body, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) });
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });

/** A body that fails before its first byte makes Bun close the socket without an answer. */
const droppedConnection = (): Response =>
  new Response(new ReadableStream({ start: (controller) => controller.error(undefined) }));

function handle(
  { world, calls, violations, hooks }: Switchboard,
  revoked: Set<string>,
  server: Server<undefined>,
): SimulatedTelegram {
  const bots = [...world.bots.values()];
  const botOf = (token?: string): BotAccount => {
    const bot = token === undefined ? bots[0] : world.bots.get(token);
    if (!bot) throw new Error("The simulated Telegram knows no such bot");
    return bot;
  };
  const stop = async () => {
    for (const bot of bots) {
      bot.webhook.stop();
      bot.poller.end(new Dropped());
    }
    await server.stop(true);
  };
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port ?? 0,
    faults: world.faults,
    calls,
    violations,
    bots: bots.map(({ me }) => ({
      id: me.id,
      username: me.username ?? "",
      first_name: me.first_name,
    })),
    user: (identity, token) => {
      const known = world.people.get(identity.id);
      const person = known ?? { is_bot: false, language_code: "id", ...identity };
      world.people.set(identity.id, person);
      const bot = botOf(token);
      return new Person(world, bot, world.conversation(bot, person));
    },
    onCall: (hook) => {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
    watch: (watcher) => world.watch(watcher),
    until: (condition, timeout = 5_000) =>
      waitUntil(() => condition(calls), timeout, [
        (look) => calls.onChange(look),
        (look) => world.watch(look),
        ...bots.map((bot) => (look: () => void) => bot.webhook.onDelivery(look)),
      ]),
    webhookError: (token) => botOf(token).webhook.lastError,
    pendingUpdates: (token) => botOf(token).updates.waiting().length,
    revoke: (token, isRevoked = true) => {
      if (isRevoked) revoked.add(token);
      else revoked.delete(token);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
