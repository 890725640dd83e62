import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startChatPage } from "../demo/page/start-chat-page.ts";
import { startPakasir } from "../demo/pakasir/start-pakasir.ts";
import { startTelegram } from "../demo/telegram/start-telegram.ts";
import { systemClock } from "../lib/clock.ts";
import { makeVault } from "../lib/crypto.ts";
import type { OpenLog } from "../lib/log/log.ts";
import type { Alerts } from "../ops/alerts/alerts.ts";
import type { ServeConfig } from "./config/config.ts";
import type { Environment } from "./config/environment.ts";
import { loadConfig } from "./config/load-config.ts";
import { stockTheDemo } from "./demo-goods.ts";
import { demoPeople, demoTokens } from "./demo-people.ts";
import type { Running } from "./lifecycle/run-until-stopped.ts";
import { runStore } from "./run-store.ts";

/** The parts of the demo that stand in for the world. They are open before the store. */
export async function openDemoWorld(resources: AsyncDisposableStack, httpPort: number) {
  const telegram = resources.use(
    await startTelegram({
      tokens: {
        [demoTokens.shop]: {
          id: 7_000_000_001,
          username: "toko_demo_bot",
          first_name: "Toko Demo",
        },
        [demoTokens.owner]: { id: 7_000_000_002, username: "juragan_bot", first_name: "Juragan" },
      },
    }),
  );
  const pakasir = resources.use(
    await startPakasir({
      ...demoGateway,
      webhookUrl: `http://127.0.0.1:${httpPort}/webhooks/pakasir`,
      rateLimits: "off",
    }),
  );
  return { telegram, pakasir };
}

export type DemoWorld = Awaited<ReturnType<typeof openDemoWorld>>;

/** The configuration of a store in that world: nothing of the surrounding environment counts. */
export function demoConfig(
  { telegram, pakasir }: DemoWorld,
  place: { readonly dataDir: string; readonly httpPort: number; readonly logDir: string },
): { readonly config: ServeConfig; readonly env: Environment } {
  const env: Environment = {
    BOT_STORE_NAME: "Toko Demo",
    TELEGRAM_BOT_TOKEN: demoTokens.shop,
    OWNER_BOT_TOKEN: demoTokens.owner,
    TELEGRAM_ADMIN_IDS: String(demoPeople.admin.id),
    TELEGRAM_OWNER_IDS: String(demoPeople.owner.id),
    TELEGRAM_API_ROOT: telegram.url,
    PAKASIR_PROJECT_SLUG: demoGateway.slug,
    PAKASIR_API_KEY: demoGateway.apiKey,
    PAKASIR_WEBHOOK_SECRET: demoGateway.webhookSecret,
    PAKASIR_BASE_URL: pakasir.url,
    DATA_DIR: place.dataDir,
    LOG_DIR: place.logDir,
    HTTP_PORT: String(place.httpPort),
    DATA_ENCRYPTION_KEY: demoKey(place.dataDir),
  };
  const loaded = loadConfig(env, { for: "serve" });
  if (!loaded.ok) throw new Error(`The demo's configuration: ${JSON.stringify(loaded.detail)}`);
  return { config: loaded.value.config, env };
}

/** A whole shop and its world; resolves with the address of the chat page. */
export async function runDemo(
  parts: {
    readonly world: DemoWorld;
    readonly config: ServeConfig;
    readonly log: OpenLog;
    readonly auditLog: OpenLog;
    readonly alerts: Alerts;
    readonly port: number;
  },
  running: Pick<Running, "resources">,
): Promise<string> {
  const { world, port, ...store } = parts;
  const page = running.resources.use(
    await startChatPage({
      telegram: world.telegram,
      tokens: { toko_demo_bot: demoTokens.shop, juragan_bot: demoTokens.owner },
      people: Object.values(demoPeople),
      payBase: `${world.pakasir.url}/pay`,
      port,
    }),
  );
  const { database } = await runStore(store, running);
  const vault = makeVault(store.config.encryptionKeys);
  await stockTheDemo({ db: database.db, clock: systemClock, vault });
  return page.url;
}

// --- internal ---

const demoGateway = {
  slug: "toko-demo",
  apiKey: "demo-api-key-of-nobody",
  webhookSecret: "demo-webhook-secret-of-nobody",
};

/** Made once and kept with the data that it seals. */
function demoKey(dataDir: string): string {
  const path = join(dataDir, "demo.key");
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64");
    writeFileSync(path, key, { mode: 0o600 });
  }
  return readFileSync(path, "utf8");
}
