import { answerCallbackQuery, answerPreCheckoutQuery } from "./answers.ts";
import { type Method, yes } from "./call.ts";
import { deleteMyCommands, getMyCommands, setMyCommands } from "./commands.ts";
import { copyMessage, copyMessages, forwardMessage, forwardMessages } from "./copy.ts";
import {
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
} from "./edit.ts";
import {
  getChat,
  getChatMenuButton,
  getFile,
  getMe,
  getMyDescription,
  getMyName,
  getMyShortDescription,
  setChatMenuButton,
  setMyDescription,
  setMyName,
  setMyShortDescription,
} from "./profile.ts";
import {
  deleteMessage,
  deleteMessages,
  pinChatMessage,
  setMessageReaction,
  unpinAllChatMessages,
  unpinChatMessage,
} from "./remove.ts";
import {
  sendAnimation,
  sendChatAction,
  sendDocument,
  sendMediaGroup,
  sendMessage,
  sendPhoto,
  sendSticker,
  sendVideo,
} from "./send.ts";
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from "./updates.ts";

const methods: Record<string, Method> = {
  answerCallbackQuery,
  answerPreCheckoutQuery,
  close: () => yes,
  copyMessage,
  copyMessages,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  deleteWebhook,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
  forwardMessage,
  forwardMessages,
  getChat,
  getChatMenuButton,
  getFile,
  getMe,
  getMyCommands,
  getMyDescription,
  getMyName,
  getMyShortDescription,
  getUpdates,
  getWebhookInfo,
  logOut: () => yes,
  pinChatMessage,
  sendAnimation,
  sendChatAction,
  sendDocument,
  sendMediaGroup,
  sendMessage,
  sendPhoto,
  sendSticker,
  sendVideo,
  setChatMenuButton,
  setMessageReaction,
  setMyCommands,
  setMyDescription,
  setMyName,
  setMyShortDescription,
  setWebhook,
  unpinAllChatMessages,
  unpinChatMessage,
};

const byLowerCase = new Map(
  Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** Method names are not case-sensitive. */
export const findMethod = (name: string) => byLowerCase.get(name.toLowerCase());
