import { badRequest } from "../api-error.ts";
import type { ApiUser, BotCommand } from "../api-types.ts";
import { isRecord } from "../parameters.ts";
import type { BotAccount } from "../world.ts";
import { type Call, type Method, yes } from "./call.ts";

export const setMyCommands: Method = (call) => {
  const key = scopeKey(call);
  const commands = (call.parameters.list("commands") ?? []).map(command);
  if (commands.length > 100) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  call.bot.commands.set(key, commands);
  tellAll(call);
  return yes;
};

export const getMyCommands: Method = (call) => ({
  result: call.bot.commands.get(scopeKey(call)) ?? [],
});

export const deleteMyCommands: Method = (call) => {
  call.bot.commands.delete(scopeKey(call));
  tellAll(call);
  return yes;
};

/** The menu that this person sees: the narrowest scope that has commands wins. */
export function commandsFor(bot: BotAccount, { id, language_code }: ApiUser): BotCommand[] {
  for (const scope of [`chat ${id}`, "all_private_chats", "default"]) {
    const found =
      bot.commands.get(`${scope}/${language_code ?? ""}`) ?? bot.commands.get(`${scope}/`);
    if (found) return found;
  }
  return [];
}

const scopes = ["default", "all_private_chats", "all_group_chats", "all_chat_administrators"];

function scopeKey({ world, parameters }: Call): string {
  const language = parameters.text("language_code");
  if (language !== "" && !/^[a-z]{2}$/.test(language))
    throw badRequest("invalid language code specified");
  const scope = parameters.json("scope");
  if (scope === undefined) return `default/${language}`;
  const type = isRecord(scope) ? scope["type"] : undefined;
  if (typeof type === "string" && scopes.includes(type)) return `${type}/${language}`;
  if (type !== "chat" || !isRecord(scope)) throw badRequest("can't parse BotCommandScope");
  const id = Number(scope["chat_id"]);
  if (!world.people.has(id)) throw badRequest("chat not found");
  return `chat ${id}/${language}`;
}

function command(raw: unknown): BotCommand {
  const name = isRecord(raw) ? String(raw["command"] ?? "").replace(/^\//, "") : "";
  const description = isRecord(raw) ? String(raw["description"] ?? "").trim() : "";
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest("BOT_COMMAND_INVALID");
  if (description === "" || [...description].length > 256) {
    throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  return { command: name, description };
}

function tellAll({ world, bot }: Call): void {
  for (const personId of bot.conversations.keys()) {
    world.tell({ kind: "chat", bot: bot.me, personId });
  }
}
