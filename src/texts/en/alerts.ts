import type { Texts } from "../id.ts";

export const alerts: Texts["alerts"] = {
  repeated: (it) => `${it.text}\n… happened ${it.times} more times within ${it.minutes} minutes`,
  many: (it) => `Many different problems at once. The last: ${it.last}`,
  delayed: (it) => `⏱ Happened ${it.at}, could be sent only now`,
  started: (it) => `The shop is up: version ${it.version}, mode ${it.mode}`,
  stopped: "The shop has stopped in good order",
  fatal: (it) =>
    `The shop ended on an unexpected fault (${it.reason}) and will be started again. Details are in the log`,
  shortened: "… (shortened, all of it is in the log)",
};
