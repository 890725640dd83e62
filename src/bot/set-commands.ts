import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { BotCommand, BotCommandScope } from "grammy/types";
import type { Db } from "../../db/client.ts";
import { settings, staff } from "../../db/schema/people.ts";
import type { Clock } from "../lib/clock.ts";
import type { CallOutcome } from "../outbox/call-telegram.ts";
import { type OutgoingCall, outgoing } from "../outbox/outgoing-call.ts";
import { type Counter, type Standing, standingOf } from "../shop/customers/roles.ts";
import { type Language, languages } from "../texts/language.ts";
import { texts } from "../texts/texts.ts";
import { isAllowed } from "./allow.ts";
import type { Registration } from "./area.ts";

export type CommandDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly counter: Counter;
  readonly defaultLanguage: Language;
  readonly botId: number;
  readonly registered: readonly Registration[];
  readonly call: (call: OutgoingCall) => Promise<CallOutcome>;
};

/**
 * Telegram's list of commands, by role and language; only what has changed since the last time is
 * sent. What fails (an admin who has never started the bot) is tried again the next time.
 */
export async function setCommands(deps: CommandDeps): Promise<void> {
  const known = await knownLists(deps.db);
  const now: Record<string, string> = {};
  const wanted = await wantedLists(deps);
  for (const list of wanted) {
    const key = `${deps.botId}:${list.key}`;
    const print = createHash("sha256").update(JSON.stringify(list.commands)).digest("base64url");
    const isSet = known[key] === print || (await deps.call(callFor(list))).kind === "ok";
    if (isSet) now[key] = print;
  }
  for (const key of Object.keys(known).filter((key) => key.startsWith(`${deps.botId}:`))) {
    if (!wanted.some((list) => key === `${deps.botId}:${list.key}`)) await removeList(deps, key);
  }
  await rememberLists(deps, now);
}

// --- internal ---

type List = {
  readonly key: string;
  readonly scope: BotCommandScope;
  /** For those whose Telegram speaks another language than ours. */
  readonly language: Language | undefined;
  readonly commands: readonly BotCommand[];
};

const settingKey = "telegram.commands";

async function wantedLists(deps: CommandDeps): Promise<readonly List[]> {
  const { counter, registered, defaultLanguage } = deps;
  const everybody = { scope: { type: "all_private_chats" }, standing: customer } as const;
  const rows = await deps.db.select().from(staff);
  const rightsOf = new Map(rows.map((row) => [row.telegramId, row.rights]));
  const ids = new Set([...counter.ownerIds, ...counter.adminIds, ...rightsOf.keys()]);
  const behindTheCounter = [...ids].map((id) => ({
    scope: { type: "chat", chat_id: id } as const,
    standing: standingOf(counter, id, rightsOf.get(id) ?? null),
  }));
  return [everybody, ...behindTheCounter].flatMap(({ scope, standing }) =>
    [undefined, ...languages].map((language) => ({
      key: `${scope.type === "chat" ? scope.chat_id : "all"}:${language ?? "any"}`,
      scope,
      language,
      commands: commandsFor(registered, standing, language ?? defaultLanguage),
    })),
  );
}

const customer: Standing = { role: "customer", rights: new Set() };

function commandsFor(
  registered: readonly Registration[],
  standing: Standing,
  language: Language,
): readonly BotCommand[] {
  return registered.flatMap((entry) =>
    entry.kind === "command" && entry.describe && isAllowed(standing, entry.allow)
      ? [{ command: entry.name, description: entry.describe(texts[language]) }]
      : [],
  );
}

function callFor({ scope, language, commands }: List): OutgoingCall {
  const forLanguage = language ? { language_code: language } : {};
  return outgoing("setMyCommands", { commands, scope, ...forLanguage });
}

/** Somebody no longer works here: from now on he sees what customers see. */
async function removeList({ call }: CommandDeps, key: string): Promise<void> {
  const [, chat = "", language] = key.split(":");
  const scope = { type: "chat", chat_id: Number(chat) } as const;
  const known = languages.find((one) => one === language);
  await call(outgoing("deleteMyCommands", { scope, ...(known ? { language_code: known } : {}) }));
}

async function knownLists(db: Db): Promise<Record<string, unknown>> {
  const [row] = await db.select().from(settings).where(eq(settings.key, settingKey));
  return typeof row?.value === "object" && row.value !== null ? { ...row.value } : {};
}

async function rememberLists(
  { db, clock }: CommandDeps,
  value: Record<string, string>,
): Promise<void> {
  const updatedAt = clock.now();
  await db
    .insert(settings)
    .values({ key: settingKey, value, updatedAt })
    .onConflictDoUpdate({
      target: settings.key,
      set: { value: sql`excluded.value`, updatedAt },
    });
}
