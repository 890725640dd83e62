import { resolve } from "node:path";
import type { Values } from "./variables.ts";

export type Config = ReturnType<typeof toConfig>;

/** What the commands that sell and deliver cannot do without. */
export type ServeConfig = Config & {
  readonly telegram: Config["telegram"] & { readonly botToken: string };
  readonly encryptionKeys: NonNullable<Config["encryptionKeys"]>;
};

/** From flat names to the words of the house; folders become absolute. */
export function toConfig(values: Values, workingFolder: string) {
  const folder = (path: string) => resolve(workingFolder, path);
  return {
    store: {
      name: values.BOT_STORE_NAME,
      timeZone: values.BOT_TIMEZONE,
      language: values.BOT_LANGUAGE,
    },
    telegram: {
      botToken: values.TELEGRAM_BOT_TOKEN,
      adminIds: values.TELEGRAM_ADMIN_IDS,
      ownerIds: values.TELEGRAM_OWNER_IDS,
      mode: values.TELEGRAM_MODE,
      webhookUrl: values.TELEGRAM_WEBHOOK_URL,
      webhookSecret: values.TELEGRAM_WEBHOOK_SECRET,
      apiRoot: values.TELEGRAM_API_ROOT,
    },
    /** Undefined: the embedded server. */
    database: databaseOf(values),
    dataDir: folder(values.DATA_DIR),
    /** The first seals; every one opens. */
    encryptionKeys: values.DATA_ENCRYPTION_KEY,
    http: {
      host: values.HTTP_HOST,
      port: values.HTTP_PORT,
      metricsToken: values.METRICS_TOKEN,
    },
    /** Undefined: QRIS is off; the wallet and manual transfers stay. */
    pakasir: pakasirOf(values),
    payments: { expiryMinutes: values.PAYMENT_EXPIRY_MINUTES },
    terms: { retentionDays: values.SNK_RETENTION_DAYS },
    alerts: {
      isEnabled: values.ENABLE_OWNER_ALERTS,
      threshold: values.OWNER_ALERT_THRESHOLD,
      botToken: values.OWNER_BOT_TOKEN ?? values.TELEGRAM_BOT_TOKEN,
    },
    health: {
      isAutomatic: values.ENABLE_AUTO_HEALTHCHECK,
      intervalMinutes: values.HEALTHCHECK_INTERVAL_MINUTES,
      cpuPercent: values.HEALTH_CPU_THRESHOLD,
      memoryPercent: values.HEALTH_MEMORY_THRESHOLD,
      diskPercent: values.HEALTH_DISK_THRESHOLD,
      logMegabytes: values.LOG_USAGE_THRESHOLD_MB,
      heartbeatUrl: values.HEARTBEAT_URL,
    },
    backup: {
      isAutomatic: values.ENABLE_AUTO_BACKUP,
      time: values.BACKUP_TIME,
      isAutomaticOffsite: values.BACKUP_AUTOMATIC_OFFSITE,
      password: values.BACKUP_ENCRYPTION_PASSWORD,
      localDir: folder(values.BACKUP_LOCAL_DIR),
      offsiteDir: values.BACKUP_OFFSITE_DIR && folder(values.BACKUP_OFFSITE_DIR),
      keep: values.BACKUP_KEEP,
    },
    log: {
      dir: folder(values.LOG_DIR),
      level: values.LOG_LEVEL,
      retentionDays: values.LOG_RETENTION_DAYS,
    },
    credentialMaxAgeDays: values.CREDENTIAL_MAX_AGE_DAYS,
  } as const;
}

// --- internal ---

function databaseOf(values: Values): { readonly url: string } | undefined {
  if (values.DATABASE_URL) return { url: values.DATABASE_URL };
  const { POSTGRES_HOST: host, POSTGRES_USER: user, POSTGRES_DB: database } = values;
  if (!host || !user || !database) return undefined;
  const isSocket = host.startsWith("/");
  const url = new URL("postgres://localhost");
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(values.POSTGRES_PASSWORD ?? "");
  url.hostname = isSocket ? "localhost" : host.includes(":") ? `[${host}]` : host;
  url.port = String(values.POSTGRES_PORT);
  url.pathname = `/${encodeURIComponent(database)}`;
  if (isSocket) url.searchParams.set("host", host);
  return { url: url.href };
}

function pakasirOf(values: Values) {
  const { PAKASIR_PROJECT_SLUG: projectSlug, PAKASIR_API_KEY: apiKey } = values;
  if (!projectSlug || !apiKey) return undefined;
  return {
    projectSlug,
    apiKey,
    /** Version 1 signs nothing and has none. */
    webhookSecret: values.PAKASIR_WEBHOOK_SECRET,
    baseUrl: values.PAKASIR_BASE_URL,
    /** Play money counts: for trying a shop out, never for selling. */
    acceptsSandbox: values.PAKASIR_SANDBOX,
    apiVersion: values.PAKASIR_API_VERSION === "1" ? (1 as const) : (2 as const),
  };
}
