import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseAddress, Db, RawSql } from "../../db/client.ts";
import { type SimulatedPakasir, startPakasir } from "../demo/pakasir/start-pakasir.ts";
import type { Person } from "../demo/telegram/person.ts";
import { type SimulatedTelegram, startTelegram } from "../demo/telegram/start-telegram.ts";
import { type PostgresProxy, proxyPostgres } from "./postgres-proxy.ts";
import { type ShopProcess, shopProcess } from "./shop-process.ts";
import { loadTelegramSpec } from "./telegram-spec.ts";

/** A shop that runs as it does at its owner's, and the simulated world around it. */
export type ShopWorld = AsyncDisposable & {
  readonly db: Db;
  readonly raw: RawSql;
  readonly telegram: SimulatedTelegram;
  readonly pakasir: SimulatedPakasir;
  /** Between the shop and its database; the test itself goes straight to it. */
  readonly proxy: PostgresProxy;
  readonly shop: ShopProcess;
  readonly owner: Person;
  readonly admin: Person;
  person(name?: string, language?: string): Person;
};

export type WorldMode = "polling" | "webhook" | "auto";

export type ShopWorldOptions = {
  /** Asked anew at each start, where it is a function. */
  readonly mode: WorldMode | (() => WorldMode);
  readonly binary: string;
  readonly database: {
    readonly db: Db;
    readonly raw: RawSql;
    readonly address: DatabaseAddress;
  };
  readonly env?: Readonly<Record<string, string>>;
  /** The shop is left closed, for a test that opens it itself. */
  readonly isClosed?: boolean;
};

export const worldTokens = {
  shop: "123456:AAE-token_of_the_shop_in_its_world_00000",
  owner: "654321:AAE-token_of_the_owner_in_its_world_0000",
} as const;

const people = { owner: 9_001, admin: 9_002 } as const;

export async function openShopWorld(options: ShopWorldOptions): Promise<ShopWorld> {
  const stack = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), "shop-world-"));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const telegram = stack.use(
    await startTelegram({
      tokens: {
        [worldTokens.shop]: { id: 123456, username: "toko_bot", first_name: "Toko" },
        [worldTokens.owner]: { id: 654321, username: "juragan_bot", first_name: "Juragan" },
      },
      validate: (await loadTelegramSpec())?.validate,
      webhookRetryMs: 100,
    }),
  );
  const pakasir = stack.use(
    await startPakasir({ ...account, webhookPauseMs: (n) => Math.min(2_000, 100 * 2 ** n) }),
  );
  const proxy = stack.use(await proxyPostgres(options.database.address));
  const shop = stack.use(
    await shopProcess({
      binary: options.binary,
      cwd: home,
      env: (url) => ({
        ...worldEnv(telegram, pakasir, proxy),
        ...modeEnv(typeof options.mode === "function" ? options.mode() : options.mode, url),
        ...options.env,
      }),
    }),
  );
  pakasir.sendWebhooksTo(`${shop.url}/webhooks/pakasir`);
  let nextId = 1_001;
  const world: ShopWorld = {
    db: options.database.db,
    raw: options.database.raw,
    ...{ telegram, pakasir, proxy, shop },
    owner: telegram.user({ id: people.owner, first_name: "Ibu" }, worldTokens.owner).hasStarted(),
    admin: telegram.user({ id: people.admin, first_name: "Mas" }).hasStarted(),
    person: (name = "Budi", language = "id") =>
      telegram.user({ id: nextId++, first_name: name, language_code: language }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  if (!options.isClosed) await shop.start();
  return world;
}

// --- internal ---

function modeEnv(mode: WorldMode, url: string): Record<string, string> {
  return { TELEGRAM_MODE: mode, ...(mode === "polling" ? {} : { TELEGRAM_WEBHOOK_URL: url }) };
}

const account = { slug: "toko", apiKey: "key-of-the-world", webhookSecret: "secret-of-the-world" };

function worldEnv(
  telegram: SimulatedTelegram,
  pakasir: SimulatedPakasir,
  proxy: PostgresProxy,
): Record<string, string> {
  return {
    BOT_STORE_NAME: "Toko Uji",
    TELEGRAM_BOT_TOKEN: worldTokens.shop,
    OWNER_BOT_TOKEN: worldTokens.owner,
    TELEGRAM_OWNER_IDS: String(people.owner),
    TELEGRAM_ADMIN_IDS: String(people.admin),
    TELEGRAM_API_ROOT: telegram.url,
    PAKASIR_PROJECT_SLUG: account.slug,
    PAKASIR_API_KEY: account.apiKey,
    PAKASIR_WEBHOOK_SECRET: account.webhookSecret,
    PAKASIR_BASE_URL: pakasir.url,
    DATABASE_URL: proxy.url,
    // What the factories seal with.
    DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    DATA_DIR: "data",
    LOG_DIR: "logs",
  };
}
