import { ApiError, badRequest, Dropped, tooManyRequests } from "./api-error.ts";
import type { CallLog } from "./call-log.ts";
import type { Fault } from "./faults.ts";
import type { Answer } from "./methods/call.ts";
import { findMethod } from "./methods/method-table.ts";
import type { Parameters } from "./parameters.ts";
import type { BotAccount, World } from "./world.ts";

/** Problems of a request; none when it is as the Bot API describes it. */
export type RequestValidator = (
  method: string,
  payload: Readonly<Record<string, unknown>>,
  transport: { form: boolean; files: string[] },
) => string[];

export type CallHook = (
  method: string,
  payload: Readonly<Record<string, unknown>>,
  phase: "before" | "after",
) => unknown;

export type Switchboard = {
  world: World;
  calls: CallLog;
  hooks: Set<CallHook>;
  violations: string[];
  validate: RequestValidator | undefined;
};

/** One call from its arrival to its answer: faults, validation, execution, the log. */
export async function answerCall(
  board: Switchboard,
  bot: BotAccount,
  name: string,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<Answer> {
  const method = findMethod(name)?.name ?? name;
  const files = [...parameters.files.keys()];
  const entry = board.calls.begin({
    at: board.world.clock.now(),
    bot: bot.me.username ?? "",
    method,
    payload: parameters.payload,
    files,
  });
  try {
    await runHooks(board, method, parameters, "before");
    const fault = board.world.faults.strike(method, parameters.payload);
    await strikeBefore(fault, signal);
    const found = findMethod(name);
    if (!found) {
      board.violations.push(`${name}: not a method that the simulator knows`);
      throw new ApiError(404, "Not Found: method not found");
    }
    validate(board, method, parameters, files);
    const answer = await found.method({ world: board.world, bot, parameters, signal });
    board.calls.end(entry, "ok", answer.result);
    await runHooks(board, method, parameters, "after");
    if (fault?.kind === "drop-after" || board.world.faults.down) throw new Dropped();
    return answer;
  } catch (error) {
    if (error instanceof Dropped) board.calls.end(entry, "dropped", entry.result);
    else board.calls.end(entry, "refused", error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function runHooks(
  { hooks }: Switchboard,
  method: string,
  { payload }: Parameters,
  phase: "before" | "after",
): Promise<void> {
  for (const hook of hooks) {
    if ((await hook(method, payload, phase)) === "drop") throw new Dropped();
  }
}

async function strikeBefore(fault: Fault | undefined, signal: AbortSignal): Promise<void> {
  switch (fault?.kind) {
    case "429":
      throw tooManyRequests(fault.retryAfter ?? 1);
    case "403":
      throw new ApiError(403, "Forbidden: bot was blocked by the user");
    case "400":
      throw badRequest(fault.says ?? "chat not found");
    case "401":
      throw new ApiError(401, "Unauthorized");
    case "500":
      throw new ApiError(500, "Internal Server Error");
    case "502":
      throw new ApiError(502, "Bad Gateway");
    case "drop-before":
      throw new Dropped();
    case "timeout":
      await ended(signal);
      throw new Dropped();
    case "slow":
      await Bun.sleep(fault.ms ?? 1_000);
      return;
    default:
      return;
  }
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

function validate(
  board: Switchboard,
  method: string,
  parameters: Parameters,
  files: string[],
): void {
  const transport = { form: parameters.form, files };
  const problems = board.validate?.(method, parameters.payload, transport) ?? [];
  if (problems.length === 0) return;
  board.violations.push(...problems.map((problem) => `${method}: ${problem}`));
  throw badRequest(`off the Bot API's description: ${problems.join("; ")}`);
}
