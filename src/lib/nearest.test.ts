import { expect, test } from "bun:test";
import { nearest } from "./nearest.ts";

test("a slip of the finger finds the word that was meant", () => {
  const words = ["serve", "demo", "doctor", "backup create"];
  expect(nearest("sevre", words)).toBe("serve");
  expect(nearest("Serv", words)).toBe("serve");
  expect(nearest("backup crate", words)).toBe("backup create");
  expect(nearest("TELEGRAM_BOT_TOKN", ["TELEGRAM_BOT_TOKEN"])).toBe("TELEGRAM_BOT_TOKEN");
});

test("a word of its own finds none", () => {
  expect(nearest("fly", ["serve", "demo"])).toBeUndefined();
  expect(nearest("", ["serve"])).toBeUndefined();
});
