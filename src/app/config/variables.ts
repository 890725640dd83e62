import { z } from "zod";
import * as read from "./readers.ts";

/**
 * Every variable that the shop knows, in the order in which `config` shows them. Empty means not
 * set. `.default("…")` is read like any text, so that a default cannot be wrong unnoticed.
 */
export const variables = z.object({
  BOT_STORE_NAME: withDefault("bot-auto-order", read.readText(60)),
  BOT_TIMEZONE: withDefault("Asia/Jakarta", read.readTimeZone),
  BOT_LANGUAGE: withDefault("id", read.readChoice(["id", "en"])),

  TELEGRAM_BOT_TOKEN: read.readBotToken.optional(),
  TELEGRAM_ADMIN_IDS: withDefault("", read.readIds),
  TELEGRAM_OWNER_IDS: withDefault("", read.readIds),
  TELEGRAM_MODE: withDefault("auto", read.readChoice(["auto", "webhook", "polling"])),
  TELEGRAM_WEBHOOK_URL: read.readWebhookUrl.optional(),
  TELEGRAM_WEBHOOK_SECRET: read.readWebhookSecret.optional(),
  TELEGRAM_API_ROOT: withDefault("https://api.telegram.org", read.readServiceUrl),
  OWNER_BOT_TOKEN: read.readBotToken.optional(),

  DATABASE_URL: read.readDatabaseUrl.optional(),
  POSTGRES_HOST: read.readText(400).optional(),
  POSTGRES_PORT: withDefault("5432", read.readWhole(1, 65_535)),
  POSTGRES_DB: read.readText(63).optional(),
  POSTGRES_USER: read.readText(63).optional(),
  POSTGRES_PASSWORD: read.readText(1_000).optional(),

  DATA_DIR: withDefault("./data", read.readPath),
  LOG_DIR: withDefault("./logs", read.readPath),
  DATA_ENCRYPTION_KEY: read.readKeys.optional(),

  HTTP_HOST: withDefault("127.0.0.1", read.readHost),
  HTTP_PORT: withDefault("9000", read.readWhole(0, 65_535)),
  METRICS_TOKEN: read.readSecret(16, "Make one with: openssl rand -hex 24").optional(),

  PAKASIR_PROJECT_SLUG: read.readText(100).optional(),
  PAKASIR_API_KEY: read.readSecret(8, "Copy it from the project's page at Pakasir.").optional(),
  PAKASIR_WEBHOOK_SECRET: read
    .readSecret(8, "Copy it from the project's page at Pakasir.")
    .optional(),
  PAKASIR_BASE_URL: withDefault("https://app.pakasir.com", read.readServiceUrl),
  PAKASIR_API_VERSION: withDefault("2", read.readChoice(["1", "2"])),
  PAKASIR_SANDBOX: withDefault("false", read.readBoolean),
  PAYMENT_EXPIRY_MINUTES: withDefault("15", read.readWhole(1, 1_440, "minutes")),
  SNK_RETENTION_DAYS: withDefault("30", read.readWhole(1, 3_650, "days")),

  ENABLE_OWNER_ALERTS: withDefault("true", read.readBoolean),
  OWNER_ALERT_THRESHOLD: withDefault("ERROR", read.readLogLevel),
  ENABLE_AUTO_HEALTHCHECK: withDefault("true", read.readBoolean),
  HEALTHCHECK_INTERVAL_MINUTES: withDefault("5", read.readWhole(1, 1_440, "minutes")),
  HEALTH_CPU_THRESHOLD: withDefault("80", read.readWhole(1, 100, "per cent")),
  HEALTH_MEMORY_THRESHOLD: withDefault("80", read.readWhole(1, 100, "per cent")),
  HEALTH_DISK_THRESHOLD: withDefault("85", read.readWhole(1, 100, "per cent")),
  LOG_USAGE_THRESHOLD_MB: withDefault("512", read.readWhole(1, 1_000_000, "megabytes")),
  HEARTBEAT_URL: read.readSecretUrl.optional(),

  ENABLE_AUTO_BACKUP: withDefault("false", read.readBoolean),
  BACKUP_TIME: withDefault("00:00", read.readTimeOfDay),
  BACKUP_AUTOMATIC_OFFSITE: withDefault("true", read.readBoolean),
  BACKUP_ENCRYPTION_PASSWORD: read
    .readText(1_000)
    .refine((text) => text.length >= 12, {
      error: "is shorter than 12 characters\nMake one with: openssl rand -base64 24",
    })
    .optional(),
  BACKUP_LOCAL_DIR: withDefault("backups/local", read.readPath),
  BACKUP_OFFSITE_DIR: read.readPath.optional(),
  BACKUP_KEEP: withDefault("14", read.readWhole(1, 10_000, "backups")),

  LOG_LEVEL: withDefault("INFO", read.readLogLevel),
  LOG_RETENTION_DAYS: withDefault("90", read.readWhole(1, 3_650, "days")),
  CREDENTIAL_MAX_AGE_DAYS: withDefault("90", read.readWhole(1, 3_650, "days")),
});

export type Values = z.output<typeof variables>;
export type VariableName = keyof typeof variables.shape;
export const variableNames = Object.keys(variables.shape) as VariableName[];

/** Never shown, hidden wherever they turn up, and taken from systemd credentials too. */
export const secretNames = [
  "TELEGRAM_BOT_TOKEN",
  "TELEGRAM_WEBHOOK_SECRET",
  "OWNER_BOT_TOKEN",
  "DATABASE_URL",
  "POSTGRES_PASSWORD",
  "DATA_ENCRYPTION_KEY",
  "METRICS_TOKEN",
  "PAKASIR_API_KEY",
  "PAKASIR_WEBHOOK_SECRET",
  "HEARTBEAT_URL",
  "BACKUP_ENCRYPTION_PASSWORD",
] as const satisfies readonly VariableName[];

export const isSecretVariable = (name: VariableName): boolean =>
  (secretNames as readonly string[]).includes(name);

// --- internal ---

function withDefault<T>(text: string, reader: read.Reader<T>) {
  return z.string().default(text).pipe(reader);
}
