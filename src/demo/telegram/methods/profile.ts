import { badRequest } from "../api-error.ts";
import { type Call, knownChat, type Method, yes } from "./call.ts";

const maxDownload = 20 * 1024 * 1024;

export const getMe: Method = ({ bot }) => ({
  result: {
    ...bot.me,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
  },
});

export const getFile: Method = ({ world, bot, parameters }) => {
  const file = world.files.byId(bot.me.id, parameters.text("file_id"));
  if (!file) throw badRequest("invalid file_id");
  if (file.bytes.length > maxDownload) throw badRequest("file is too big");
  return {
    result: {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_size: file.bytes.length,
      file_path: file.path,
    },
  };
};

export const getChat: Method = (call) => {
  const conversation = knownChat(call);
  return {
    result: {
      ...conversation.chat(),
      accent_color_id: 0,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: true,
        limited_gifts: true,
        unique_gifts: true,
        premium_subscription: true,
        gifts_from_channels: true,
      },
    },
  };
};

/** A value that is only kept and given back, by language. */
const keep =
  (field: string, maximum: number): Method =>
  ({ bot, parameters }) => {
    const value = parameters.text(field);
    if ([...value].length > maximum) throw badRequest(`${field} is too long`);
    bot.profile.set(`${field}/${parameters.text("language_code")}`, value);
    return yes;
  };

const give =
  (field: string, fallback: (call: Call) => string): Method =>
  (call) => {
    const { bot, parameters } = call;
    const kept =
      bot.profile.get(`${field}/${parameters.text("language_code")}`) ??
      bot.profile.get(`${field}/`);
    return { result: { [field]: kept ?? fallback(call) } };
  };

export const setMyName = keep("name", 64);
export const setMyDescription = keep("description", 512);
export const setMyShortDescription = keep("short_description", 120);
export const getMyName = give("name", ({ bot }) => bot.me.first_name);
export const getMyDescription = give("description", () => "");
export const getMyShortDescription = give("short_description", () => "");

export const setChatMenuButton: Method = ({ bot, parameters }) => {
  const button = parameters.json("menu_button") ?? { type: "default" };
  bot.profile.set(`menu ${parameters.text("chat_id")}`, button);
  return yes;
};

export const getChatMenuButton: Method = ({ bot, parameters }) => ({
  result: bot.profile.get(`menu ${parameters.text("chat_id")}`) ?? { type: "commands" },
});
