import { expect, test } from "bun:test";
import { Faults } from "./faults.ts";

const strikes = (faults: Faults, count: number, method = "sendMessage", chat = 1) =>
  Array.from({ length: count }, () => faults.strike(method, { chat_id: chat })?.kind ?? "-");

test("a fault strikes its method and chat, as often as asked, after as many as asked", () => {
  const faults = new Faults();
  faults.add({ kind: "500", method: "SENDMESSAGE", chat: 1, times: 2, after: 1 });
  expect(strikes(faults, 1, "sendPhoto")).toEqual(["-"]);
  expect(strikes(faults, 1, "sendMessage", 2)).toEqual(["-"]);
  expect(strikes(faults, 4)).toEqual(["-", "500", "500", "-"]);
});

test("a fault without an end strikes until it is removed", () => {
  const faults = new Faults();
  const fault = faults.add({ kind: "502", when: (method) => method.startsWith("send") });
  expect(strikes(faults, 3)).toEqual(["502", "502", "502"]);
  fault.remove();
  expect(strikes(faults, 1)).toEqual(["-"]);
});

test("chance is the same for the same seed", () => {
  const once = (seed: number) => {
    const faults = new Faults();
    faults.random({ seed, rate: 0.3, kinds: ["429", "drop-after"], methods: ["sendMessage"] });
    expect(strikes(faults, 5, "getUpdates")).toEqual(["-", "-", "-", "-", "-"]);
    return strikes(faults, 200);
  };
  expect(once(7)).toEqual(once(7));
  expect(once(7)).not.toEqual(once(8));
  const struck = once(7).filter((kind) => kind !== "-").length;
  expect(struck).toBeGreaterThan(30);
  expect(struck).toBeLessThan(90);
});

test("flood limits count by chat and over all chats", () => {
  const faults = new Faults();
  faults.floodLimits = { perChatPerSecond: 1, perSecond: 3 };
  expect(strikes(faults, 2, "sendMessage", 1)).toEqual(["-", "429"]);
  expect(strikes(faults, 1, "sendPhoto", 2)).toEqual(["-"]);
  expect(strikes(faults, 1, "copyMessage", 3)).toEqual(["-"]);
  expect(strikes(faults, 1, "sendMessage", 4)).toEqual(["429"]);
  expect(strikes(faults, 1, "editMessageText", 4)).toEqual(["-"]);
});
