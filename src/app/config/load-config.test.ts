import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "./environment.ts";
import { loadConfig, type Purpose } from "./load-config.ts";
import { maskedText } from "./mask.ts";
import { mistakeLine } from "./mistake.ts";

const botToken = "7481920365:AAHk9vZ3xQ1mT-8pLr_2WcYbNdEuFgJiKoP";
const key = Buffer.alloc(32, 9).toString("base64");

function load<const For extends Purpose>(env: Environment, purpose: For) {
  const loaded = loadConfig(env, { for: purpose, workingFolder: "/srv/shop" });
  if (!loaded.ok) throw new Error(loaded.detail.mistakes.map(mistakeLine).join("\n"));
  return loaded.value;
}

function mistakes(env: Environment, purpose: Purpose = "none"): string[] {
  const loaded = loadConfig(env, { for: purpose });
  return loaded.ok ? [] : loaded.detail.mistakes.map(mistakeLine);
}

test("an empty environment is a shop with the embedded database", () => {
  const { config } = load({}, "none");
  expect(config.database).toBeUndefined();
  expect(config.pakasir).toBeUndefined();
  expect(config.store.timeZone).toBe("Asia/Jakarta");
  expect(config.http).toMatchObject({ host: "127.0.0.1", port: 9000 });
  expect(config.log.dir).toBe("/srv/shop/logs");
  expect(config.backup.localDir).toBe("/srv/shop/backups/local");
});

test("serving takes a token and a key", () => {
  expect(mistakes({}, "serve")).toEqual([
    "TELEGRAM_BOT_TOKEN is missing. Get one from @BotFather with /newbot.",
    "DATA_ENCRYPTION_KEY is missing. Make one with: openssl rand -base64 32",
  ]);
  const { config } = load({ TELEGRAM_BOT_TOKEN: botToken, DATA_ENCRYPTION_KEY: key }, "serve");
  expect(config.telegram.botToken).toBe(botToken);
  expect(config.alerts.botToken).toBe(botToken);
  expect(config.encryptionKeys).toHaveLength(1);
});

test("all mistakes are told together, each with its name and its mend", () => {
  const told = mistakes(
    {
      BOT_TIMEZONE: "Asia/Jakrta",
      TELEGRAM_ADMIN_IDS: "12, abc",
      TELEGRAM_MODE: "pol",
      TELEGRAM_WEBHOOK_URL: "http://shop.example.com/x",
      HTTP_PORT: "90000",
      BACKUP_TIME: "24:00",
      ENABLE_AUTO_BACKUP: "maybe",
      DATA_ENCRYPTION_KEY: "c2hvcnQ=",
      LOG_LEVEL: "loud",
      PAKASIR_API_KEY: "abcdefghijkl",
    },
    "serve",
  );
  expect(told.map((line) => line.split(" ")[0] ?? "")).toEqual([
    "BOT_TIMEZONE",
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_ADMIN_IDS",
    "TELEGRAM_MODE",
    "TELEGRAM_WEBHOOK_URL",
    "DATA_ENCRYPTION_KEY",
    "HTTP_PORT",
    "PAKASIR_PROJECT_SLUG",
    "PAKASIR_WEBHOOK_SECRET",
    "ENABLE_AUTO_BACKUP",
    "BACKUP_TIME",
    "LOG_LEVEL",
  ]);
  for (const line of told) expect(line).toMatch(/^[A-Z_]+ (is|holds|does|uses) .*\. \S/);
  expect(told[0]).toContain("Did you mean Asia/Jakarta?");
});

test("a wrong secret is not repeated", () => {
  const told = mistakes({
    TELEGRAM_BOT_TOKEN: "hunter2",
    DATA_ENCRYPTION_KEY: "hunter2",
    DATABASE_URL: "mysql://me:hunter2@db/shop",
    METRICS_TOKEN: "hunter2",
    TELEGRAM_WEBHOOK_SECRET: "hunter2 !",
    BACKUP_ENCRYPTION_PASSWORD: "hunter2",
    HEARTBEAT_URL: "hunter2",
    PAKASIR_API_KEY: "hunter2",
  });
  expect(told.length).toBeGreaterThanOrEqual(8);
  expect(told.join("\n")).not.toContain("hunter2");
});

test.each([
  ["TELEGRAM_WEBHOOK_URL", "https://shop.example.com:8443/hook", true],
  ["TELEGRAM_WEBHOOK_URL", "https://shop.example.com:9000/hook", false],
  ["TELEGRAM_WEBHOOK_URL", "http://127.0.0.1:9000", true],
  ["TELEGRAM_WEBHOOK_URL", "http://127.shop.example.com:9000", false],
  ["DATABASE_URL", "postgres://shop:p%40ss@one:5432,two:5433/shop?sslmode=require", true],
  ["DATABASE_URL", "postgresql:///shop?host=/run/postgresql", true],
  ["DATABASE_URL", "postgres://shop@[::1]:5432/shop", true],
  ["DATABASE_URL", "postgres://shop@db:54x2/shop", false],
  ["DATABASE_URL", "postgres://shop@db", false],
  ["DATABASE_URL", "postgres:///shop", false],
  ["TELEGRAM_ADMIN_IDS", "", true],
  ["TELEGRAM_ADMIN_IDS", "123456789 , 987654321,", true],
  ["TELEGRAM_ADMIN_IDS", "-1001234567890", false],
  ["TELEGRAM_ADMIN_IDS", "@owner", false],
  ["ENABLE_OWNER_ALERTS", "No", true],
  ["HTTP_HOST", "http://127.0.0.1", false],
  ["HTTP_HOST", "::", true],
  ["PAYMENT_EXPIRY_MINUTES", "0", false],
  ["PAYMENT_EXPIRY_MINUTES", "15.5", false],
  ["LOG_LEVEL", "warning", true],
  ["DATA_ENCRYPTION_KEY", `${key},${key}`, true],
  ["DATA_ENCRYPTION_KEY", Buffer.alloc(31).toString("base64"), false],
  ["PAKASIR_BASE_URL", "app.pakasir.com", false],
])("%s=%s is taken: %p", (name, text, isTaken) => {
  expect(mistakes({ [name]: text }).length === 0).toBe(isTaken);
});

test("a webhook address without a path gets the shop's own", () => {
  const { config } = load({ TELEGRAM_WEBHOOK_URL: "https://shop.example.com" }, "none");
  expect(config.telegram.webhookUrl).toBe("https://shop.example.com/webhooks/telegram");
});

test("the database may be given in parts, odd characters included", () => {
  const parts = { POSTGRES_DB: "shop", POSTGRES_USER: "a@b", POSTGRES_PASSWORD: "p:/@ w" };
  expect(load({ ...parts, POSTGRES_HOST: "db" }, "none").config.database).toEqual({
    url: "postgres://a%40b:p%3A%2F%40%20w@db:5432/shop",
  });
  expect(load({ ...parts, POSTGRES_HOST: "/run/pg" }, "none").config.database?.url).toEndWith(
    "@localhost:5432/shop?host=%2Frun%2Fpg",
  );
  expect(mistakes({ POSTGRES_USER: "a" })).toHaveLength(2);
});

test("a mistyped name is told with the one that was meant", () => {
  const env = {
    TELEGRAM_BOT_TOKN: "x",
    HTTPPORT: "1",
    BACKUP_WHEN: "x",
    HTTP_PROXY: "x",
    PATH: "/",
  };
  expect(load({ ...env, TELEGRAM_OWNER_IDS: "1" }, "none").warnings).toEqual([
    "TELEGRAM_BOT_TOKN is not known and ignored. Did you mean TELEGRAM_BOT_TOKEN?",
    "HTTPPORT is not known and ignored. Did you mean HTTP_PORT?",
    "BACKUP_WHEN is not known and ignored.",
  ]);
});

test("backups without a password are warned of loudly", () => {
  expect(load({ ENABLE_AUTO_BACKUP: "yes" }, "none").warnings.join()).toContain(
    "NOTHING IS BACKED UP",
  );
});

test("the redaction knows every secret of the configuration", () => {
  const { redact } = load(
    {
      DATA_ENCRYPTION_KEY: key,
      DATABASE_URL: "postgres://shop:hunter2%2FRahasia@db/shop",
      METRICS_TOKEN: "metrics-0123456789",
    },
    "none",
  );
  const shown = redact.text(`${key} hunter2/Rahasia hunter2%2FRahasia metrics-0123456789`);
  expect(shown).toBe("[redacted] [redacted] [redacted] [redacted]");
});

test("what is shown of a value does not let anybody use it", () => {
  const { settings } = load(
    {
      TELEGRAM_BOT_TOKEN: botToken,
      DATABASE_URL: "postgres://shop:hunter2@db/shop",
      HEARTBEAT_URL: "https://hc-ping.com/hunter2",
      DATA_ENCRYPTION_KEY: key,
      PAKASIR_BASE_URL: "https://user:hunter2@proxy.example",
    },
    "none",
  );
  const shown = Object.fromEntries(settings.map((setting) => [setting.name, maskedText(setting)]));
  expect(shown).toMatchObject({
    TELEGRAM_BOT_TOKEN: "7481920365:********",
    DATABASE_URL: "postgres://shop:********@db/shop",
    HEARTBEAT_URL: "https://hc-ping.com/********",
    DATA_ENCRYPTION_KEY: "********",
    PAKASIR_BASE_URL: "https://user:********@proxy.example",
    HTTP_PORT: "9000",
  });
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "credentials-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a secret may come as a systemd credential, and its origin is told", () => {
  writeFileSync(join(folder, "telegram_bot_token"), `${botToken}\n`);
  writeFileSync(join(folder, "http_port"), "1234");
  const env = { CREDENTIALS_DIRECTORY: folder, LOG_LEVEL: "DEBUG" };
  const { config, settings } = load(env, "none");
  expect(config.telegram.botToken).toBe(botToken);
  expect(config.http.port).toBe(9000);
  const origin = (name: string) => settings.find((setting) => setting.name === name)?.origin;
  expect(origin("TELEGRAM_BOT_TOKEN")).toBe("credential");
  expect(origin("LOG_LEVEL")).toBe("environment");
  expect(origin("HTTP_PORT")).toBe("default");
  expect(origin("METRICS_TOKEN")).toBe("not set");
});

test("a credential goes before the environment, and says so", () => {
  writeFileSync(join(folder, "metrics_token"), "from-the-credential");
  const env = { CREDENTIALS_DIRECTORY: folder, METRICS_TOKEN: "from-the-environment" };
  const { config, warnings } = load(env, "none");
  expect(config.http.metricsToken).toBe("from-the-credential");
  expect(warnings.join()).toContain("METRICS_TOKEN is in the environment and a credential too");
});

test("an empty credential is a mistake, not a missing value", () => {
  writeFileSync(join(folder, "pakasir_api_key"), "");
  expect(mistakes({ CREDENTIALS_DIRECTORY: folder })).toEqual([
    "PAKASIR_API_KEY comes from the systemd credential pakasir_api_key, which is empty. Check LoadCredential= and the file that it names.",
  ]);
});

test.skipIf(process.getuid?.() === 0)("an unreadable credential is a mistake", () => {
  writeFileSync(join(folder, "pakasir_api_key"), "abcdefghijkl");
  chmodSync(join(folder, "pakasir_api_key"), 0);
  expect(mistakes({ CREDENTIALS_DIRECTORY: folder })[0]).toContain("cannot be read (EACCES)");
});
