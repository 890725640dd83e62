import type { Log } from "../lib/log/log.ts";

const nothing = () => {};

export const silentLog: Log = {
  ...{ debug: nothing, info: nothing, warning: nothing, error: nothing, critical: nothing },
  at: nothing,
  withPrefix: () => silentLog,
  get aside() {
    return silentLog;
  },
};
