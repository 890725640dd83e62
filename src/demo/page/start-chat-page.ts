import type { Person } from "../telegram/person.ts";
import type { ShownMessage } from "../telegram/shown-message.ts";
import type { PersonIdentity, SimulatedTelegram } from "../telegram/start-telegram.ts";
import { ChatRoom } from "./chat-room.ts";
import css from "./client/chat.css" with { type: "text" };
import chat from "./client/chat.js" with { type: "text" };
import messageView from "./client/message-view.js" with { type: "text" };
import peopleView from "./client/people-view.js" with { type: "text" };
import { eventStream } from "./event-stream.ts";
import { shell } from "./shell.ts";

export type DemoPerson = PersonIdentity & {
  /** A word under the name: "pelanggan", "admin", "pemilik". */
  role?: string;
  /** Usernames of the bots this person talks to; the main bot when none is named. */
  bots?: string[];
  /** The bots may write to this person before the person has said a word. */
  hasStarted?: boolean;
};

export type ChatPageOptions = {
  telegram: SimulatedTelegram;
  people: readonly DemoPerson[];
  port?: number;
  /** Tokens by username: the page speaks of bots by their username alone. */
  tokens: Readonly<Record<string, string>>;
  /** Where a picture leads when it is clicked: the pay page of the QR that it shows. */
  payUrlFor?: (message: ShownMessage, person: Person) => string | undefined;
  /** A link that begins like this is a pay page; its picture leads there too. */
  payBase?: string;
  /** Shown below the people. */
  links?: readonly { text: string; url: string }[];
};

export type ChatPage = AsyncDisposable & { url: string; port: number; stop(): Promise<void> };

/** A chat in the browser, on loopback, to play every side of the shop. */
export function startChatPage(options: ChatPageOptions): Promise<ChatPage> {
  const room = new ChatRoom(options);
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: options.port ?? 0,
    idleTimeout: 0,
    maxRequestBodySize: 51 * 1024 * 1024,
    fetch: (request) => answer(room, options, request),
    error: () => new Response("Permintaan ini tidak dimengerti.", { status: 400 }),
  });
  const stop = () => server.stop(true);
  const page = {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port ?? 0,
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return Promise.resolve(page);
}

const files: Record<string, readonly [text: string, type: string]> = {
  "/": [shell, "text/html"],
  "/chat.css": [css, "text/css"],
  "/chat.js": [chat, "text/javascript"],
  "/message-view.js": [messageView, "text/javascript"],
  "/people-view.js": [peopleView, "text/javascript"],
};

async function answer(
  room: ChatRoom,
  options: ChatPageOptions,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  if (!isOwnPage(request, url)) return new Response("Hanya dari halaman ini.", { status: 403 });
  const file = files[url.pathname];
  if (file) {
    const [text, type] = file;
    return new Response(text, { headers: { "content-type": `${type}; charset=utf-8`, ...guards } });
  }
  if (request.method === "GET") return read(room, options, url, request.signal);
  if (request.method === "POST") return await act(room, url, request);
  return new Response("", { status: 405 });
}

const guards = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** Other sites in the same browser must not play with the shop, by name tricks neither. */
function isOwnPage(request: Request, url: URL): boolean {
  if (!["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) return false;
  const origin = request.headers.get("origin");
  return origin === null || origin === url.origin;
}

function read(
  room: ChatRoom,
  { telegram }: ChatPageOptions,
  url: URL,
  signal: AbortSignal,
): Response {
  switch (url.pathname) {
    case "/api/people":
      return Response.json(room.overview(), { headers: guards });
    case "/api/chat":
      return Response.json(room.chat(personIn(url), botIn(url)), { headers: guards });
    case "/api/events":
      return eventStream((send) => telegram.watch((change) => send(room.news(change))), signal);
    case "/api/file":
      return giveFile(room.file(botIn(url), url.searchParams.get("id") ?? ""));
    default:
      return new Response("Tidak ada.", { status: 404, headers: guards });
  }
}

const personIn = (url: URL): number => Number(url.searchParams.get("person"));
const botIn = (url: URL): string => url.searchParams.get("bot") ?? "";

function giveFile(file: ShownMessage["file"]): Response {
  if (!file) return new Response("Tidak ada.", { status: 404 });
  // Only pictures are shown in place; whatever else somebody uploads is for download alone.
  const isPicture = /^\x89PNG|^\xff\xd8|^GIF8|^RIFF/.test(
    Buffer.from(file.bytes.subarray(0, 4)).toString("latin1"),
  );
  const name = encodeURIComponent(file.name);
  return new Response(file.bytes.slice(), {
    headers: {
      ...guards,
      "content-type": isPicture ? "image/*" : "application/octet-stream",
      "content-disposition": `${isPicture ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
    },
  });
}

async function act(room: ChatRoom, url: URL, request: Request): Promise<Response> {
  if (url.pathname === "/api/upload") {
    const name = url.searchParams.get("name") ?? "berkas";
    const asPhoto = url.searchParams.get("as") === "photo";
    room.upload(personIn(url), botIn(url), { name, asPhoto, bytes: await request.bytes() });
    return Response.json({ ok: true });
  }
  const body: unknown = await request.json().catch(() => undefined);
  const result = room.act(url.pathname, body);
  return result === undefined
    ? new Response("Tidak ada.", { status: 404 })
    : Response.json(result, { headers: guards });
}
