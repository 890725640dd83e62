import { expect, test } from "bun:test";
import type { Job } from "./job.ts";
import { keepTimetable } from "./timetable.ts";

const everySecond = "* * * * * *";

test("a job that fails is reported, and its neighbour still runs", async () => {
  const failed = Promise.withResolvers<string>();
  const ran = Promise.withResolvers<void>();
  const broken: Job = {
    name: "broken",
    pattern: everySecond,
    run: () => Promise.reject(new Error("no")),
  };
  const sound: Job = {
    name: "sound",
    pattern: everySecond,
    run: async () => ran.resolve(),
  };
  const timetable = keepTimetable([broken, sound], {
    timezone: "Asia/Jakarta",
    isLeader: () => true,
    onFailure: (job) => failed.resolve(job.name),
  });
  expect(await failed.promise).toBe("broken");
  await ran.promise;
  await timetable.stop();
});

test("only the leader keeps the timetable, and stopping waits for the job in hand", async () => {
  const begun = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const standby: string[] = [];
  const order: string[] = [];
  const slow: Job = {
    name: "slow",
    pattern: everySecond,
    async run() {
      begun.resolve();
      await mayEnd.promise;
      order.push("job");
    },
  };
  const idle = keepTimetable(
    [{ name: "idle", pattern: everySecond, run: async () => void standby.push("ran") }],
    { timezone: "UTC", isLeader: () => false, onFailure: () => undefined },
  );
  const timetable = keepTimetable([slow], {
    timezone: "UTC",
    isLeader: () => true,
    onFailure: () => undefined,
  });
  await begun.promise;
  const stopped = timetable.stop().then(() => order.push("stopped"));
  mayEnd.resolve();
  await stopped;
  await idle.stop();
  expect(order).toEqual(["job", "stopped"]);
  expect(standby).toEqual([]);
});
