import { expect, test } from "bun:test";
import { loadConfig } from "./load-config.ts";
import { variableNames, variables } from "./variables.ts";

const text = await Bun.file(new URL("../../../deploy/tenant.env.example", import.meta.url)).text();

const lines = text.split("\n").flatMap((line) => {
  const [, comment = "", name = "", value = ""] = /^(#?)([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
  return name === "" ? [] : [{ name, value, isSet: comment === "" }];
});

test("the example names every variable once and no other", () => {
  expect(lines.map(({ name }) => name).sort()).toEqual([...variableNames].sort());
});

// A key or a token that worked as it stands here would end up in somebody's real shop.
test("only the two secrets are missing from the example", () => {
  const env = Object.fromEntries(lines.map(({ name, value, isSet }) => [name, isSet ? value : ""]));
  const loaded = loadConfig(env, { for: "serve" });
  expect(loaded.ok ? [] : loaded.detail.mistakes.map(({ name }) => name)).toEqual([
    "TELEGRAM_BOT_TOKEN",
    "DATA_ENCRYPTION_KEY",
  ]);
});

test("what is commented out is the default or an example that would be taken", () => {
  const loaded = loadConfig({}, { for: "none" });
  const settings = new Map(
    loaded.ok ? loaded.value.settings.map(({ name, text }) => [name as string, text]) : [],
  );
  for (const { name, value } of lines.filter(({ isSet }) => !isSet)) {
    const standard = settings.get(name);
    if (standard !== undefined && standard !== "embedded")
      expect(`${name}=${value}`).toBe(`${name}=${standard}`);
    else if (value !== "") {
      expect(variables.shape[name as keyof typeof variables.shape].safeParse(value).success).toBe(
        true,
      );
    }
  }
});

test("every group of variables is explained", () => {
  const explained = text.split("\n").filter((line) => /^# \S/.test(line) && !line.includes("---"));
  expect(explained.length).toBeGreaterThan(30);
});
