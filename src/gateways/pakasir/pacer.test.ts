import { expect, test } from "bun:test";
import { makePacer, type Pace } from "./pacer.ts";

const pace: Pace = { max: 2, windowMs: 1_000, queue: 3 };

test("two go at once, and no window ever holds a third", async () => {
  const { went, goAll } = caravan({ ...pace, queue: 10 });
  await goAll(["a", "b", "c", "d", "e"]);
  expect(went).toEqual([
    { who: "a", at: 0 },
    { who: "b", at: 0 },
    { who: "c", at: 1_000 },
    { who: "d", at: 1_000 },
    { who: "e", at: 2_000 },
  ]);
});

test("who comes when the queue is full is sent away at once and disturbs nobody", async () => {
  const { went, goAll, answers } = caravan(pace);
  await goAll(["a", "b", "c", "d", "e", "too late"]);
  expect(went.map(({ who }) => who)).toEqual(["a", "b", "c", "d", "e"]);
  expect(answers.get("too late")).toBe("busy");
});

test("once the queue has emptied there is room again", async () => {
  const { goAll, answers } = caravan({ ...pace, queue: 0 });
  await goAll(["a", "b", "c"]);
  expect(answers.get("c")).toBe("busy");
  await goAll(["d"]);
  expect(answers.get("d")).toBe("go");
});

test("when the gateway asks for quiet nobody goes before that", async () => {
  const { pacer, went, goAll } = caravan(pace);
  await goAll(["a"]);
  pacer.holdFor(5_000);
  pacer.holdFor(10);
  await goAll(["b"]);
  expect(went.at(-1)).toEqual({ who: "b", at: 5_000 });
});

test("a timer that fires too early lets nobody through", async () => {
  const { went, goAll } = caravan(pace, 0.4);
  await goAll(["a", "b", "c"]);
  expect(went.at(-1)?.at).toBeGreaterThanOrEqual(1_000);
});

/** Time moves only by sleeping, so that the test needs none. */
function caravan(chosen: Pace, sleepsShort = 1) {
  let now = 0;
  const pacer = makePacer(chosen, {
    ticks: () => now,
    sleep: async (ms) => {
      // Whoever may go already does so before time moves.
      await new Promise(setImmediate);
      now += Math.max(1, ms * sleepsShort);
    },
  });
  const went: { who: string; at: number }[] = [];
  const answers = new Map<string, "go" | "busy">();
  const goAll = (travellers: string[]) =>
    Promise.all(
      travellers.map(async (who) => {
        const answer = await pacer.turn();
        answers.set(who, answer);
        if (answer === "go") went.push({ who, at: now });
      }),
    );
  return { pacer, went, answers, goAll };
}
