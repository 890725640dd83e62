import type { Texts } from "../id.ts";

export const alerts: Texts["alerts"] = {
  repeated: (it) => `${it.text}\n… happened ${it.times} more times within ${it.minutes} minutes`,
  many: (it) => `Many different problems at once. The last: ${it.last}`,
  delayed: (it) => `⏱ Happened ${it.at}, could be sent only now`,
  started: (it) => `The shop is up: version ${it.version}, mode ${it.mode}`,
  stopped: "The shop has stopped in good order",
  databaseCrashed: (it) =>
    `The shop's PostgreSQL ended by itself and is being started again: ${it.reason}`,
  fallback: (it) =>
    `The webhook does not work (${it.reason}). The bot polls for now and will try again by itself`,
  webhookReturned: (it) => `The webhook works again: ${it.url}`,
  trouble: {
    conflict: "Another bot uses this token (409). Stop it, or change the token",
    unauthorized: "Telegram refuses the bot's token (401). Check TELEGRAM_BOT_TOKEN",
    network: "Telegram cannot be reached. The bot goes on trying",
    telegram: "Telegram is in trouble. The bot goes on trying",
    database: "The database does not answer. Customers' messages wait until it is back",
    webhook: "There is trouble with the webhook",
  },
  troubleOver: "The trouble is over: the bot receives messages again",
  gatewayDown: (it) =>
    `The gateway ${it.gateway} failed three times in a row (${it.reason}). Customers are offered other ways to pay`,
  gatewayUp: (it) => `The gateway ${it.gateway} has recovered`,
  parked: (it) => `Outgoing message #${it.id} (${it.kind}) cannot be sent: ${it.reason}`,
  poison: (it) =>
    `A customer's message (update ${it.updateId}) could not be handled three times. Details are in the log`,
  collision: (it) =>
    `Two admins changed product ${it.code} (${it.field}) at the same time; the first change was overwritten by ${it.actorId}. Both are in the audit log`,
  jobFailed: (it) => `The job ${it.job} failed. Details are in the log`,
  overdue: {
    owed_orders: (it) => `${it.count} orders are paid and not delivered since ${it.since}`,
    unexpired_orders: (it) =>
      `${it.count} orders past their time are not released since ${it.since}`,
    unexpired_deposits: (it) =>
      `${it.count} deposits past their time are not closed since ${it.since}`,
    unsent_messages: (it) => `${it.count} outgoing messages wait since ${it.since}`,
    unhandled_updates: (it) => `${it.count} incoming messages are not handled since ${it.since}`,
    unchecked_callbacks: (it) => `${it.count} payment callbacks are not checked since ${it.since}`,
    waiting_proofs: (it) => `${it.count} proofs of transfer wait for review since ${it.since}`,
    unclaimed_money: (it) => `${it.count} payments belong to nobody known since ${it.since}`,
  },
  shortened: "… (shortened, all of it is in the log)",
};
