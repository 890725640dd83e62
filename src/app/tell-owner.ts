import type { ModeChange } from "../bot/modes/run-mode.ts";
import type { Trouble } from "../bot/modes/trouble.ts";
import type { Overdue } from "../jobs/find-overdue.ts";
import type { TimeZone } from "../lib/time-zone.ts";
import type { Alerts } from "../ops/alerts/alerts.ts";
import type { Texts } from "../texts/id.ts";

export type TellOwner = ReturnType<typeof tellOwner>;

/** What the owner hears of, in his words. The same cause again and again becomes a handful. */
export function tellOwner(alerts: Pick<Alerts, "send">, say: Texts["alerts"], zone: TimeZone) {
  const warn = (key: string, text: string) => void alerts.send({ level: "WARNING", key, text });
  const alarm = (key: string, text: string) => void alerts.send({ level: "ERROR", key, text });
  return {
    started: (it: { version: string; mode: string }) =>
      void alerts.send({ level: "INFO", key: "started", text: say.started(it) }),
    stopped: () => void alerts.send({ level: "INFO", key: "stopped", text: say.stopped }),
    databaseCrashed: (reason: string) => alarm("database", say.databaseCrashed({ reason })),
    modeChanged({ why, says }: ModeChange) {
      if (why === "fallback") alarm("mode", say.fallback({ reason: says }));
      if (why === "return") warn("mode", say.webhookReturned({ url: says }));
    },
    trouble(trouble: Trouble | undefined) {
      if (trouble) alarm(`trouble:${trouble.kind}`, say.trouble[trouble.kind]);
      else warn("trouble:over", say.troubleOver);
    },
    gatewayDown: (gateway: string, reason: string) =>
      alarm(`gateway:${gateway}`, say.gatewayDown({ gateway, reason })),
    gatewayUp: (gateway: string) => warn(`gateway:${gateway}:up`, say.gatewayUp({ gateway })),
    parked: (it: { kind: string; id: number; reason: string }) =>
      alarm(`parked:${it.kind}`, say.parked(it)),
    poison: (updateId: number) => alarm("poison", say.poison({ updateId })),
    collided: (it: { code: string; field: string; actorId: number }) =>
      warn(`collision:${it.code}`, say.collision(it)),
    /** What somebody did behind the counter that the owner wants to know of. */
    note: warn,
    jobFailed: (job: string) => alarm(`job:${job}`, say.jobFailed({ job })),
    overdue: ({ kind, count, oldest }: Overdue) =>
      alarm(`overdue:${kind}`, say.overdue[kind]({ count, since: zone.stamp(oldest) })),
  };
}
