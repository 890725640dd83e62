import { seconds } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";

/** `failing` names the part that keeps the shop from serving. */
export type HealthReport = {
  readonly status: "ok" | "failing";
  readonly [part: string]: unknown;
};

/** Many may ask at once; the shop is looked at once. */
export function healthRoute({
  health,
  log,
}: {
  readonly health: () => Promise<HealthReport>;
  readonly log: Log;
}): () => Promise<Response> {
  let looking: Promise<HealthReport> | undefined;
  return async () => {
    looking ??= look(health, log).finally(() => {
      looking = undefined;
    });
    const report = await looking;
    return Response.json(report, { status: report.status === "ok" ? 200 : 503 });
  };
}

// --- internal ---

const patience = seconds(5);

async function look(health: () => Promise<HealthReport>, log: Log): Promise<HealthReport> {
  const late = Promise.withResolvers<HealthReport>();
  const timer = setTimeout(
    () => late.resolve({ status: "failing", failing: ["no answer in time"] }),
    patience,
  );
  try {
    return await Promise.race([health(), late.promise]);
  } catch (error) {
    log.error("The health could not be told", error);
    return { status: "failing", failing: ["health"] };
  } finally {
    clearTimeout(timer);
  }
}
