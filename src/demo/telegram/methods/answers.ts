import { badRequest } from "../api-error.ts";
import { type Method, yes } from "./call.ts";

const tooOld = () =>
  badRequest("query is too old and response timeout expired or query ID is invalid");

export const answerCallbackQuery: Method = ({ world, bot, parameters }) => {
  const tap = bot.taps.get(parameters.text("callback_query_id"));
  const now = world.clock.now();
  if (!tap || tap.answer || now.getTime() - tap.at > world.callbackLifeMs) throw tooOld();
  const text = parameters.text("text");
  if ([...text].length > 200) throw badRequest("MESSAGE_TOO_LONG");
  tap.answer = {
    text,
    isAlert: parameters.flag("show_alert"),
    url: parameters.text("url"),
    at: now,
  };
  world.tell({ kind: "answer", bot: bot.me, personId: tap.personId, tap });
  return yes;
};

/** Nothing is ever sold for Stars here, so no such query exists. */
export const answerPreCheckoutQuery: Method = () => {
  throw tooOld();
};
