import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SimulatedTelegram, startTelegram } from "../../src/demo/telegram/start-telegram.ts";
import { freePort } from "../../src/lib/free-port.ts";

/** A store's folder and environment with a simulated Telegram beside it. */
export type Store = AsyncDisposable & {
  readonly telegram: SimulatedTelegram;
  readonly dataDir: string;
  readonly url: string;
  /** Starts the binary; resolves when it says that it is well, with how long that took. */
  serve(): Promise<Served>;
};

export type Served = AsyncDisposable & { readonly pid: number; readonly startMs: number };

export async function aStore(
  binary: string,
  own: Readonly<Record<string, string>> = {},
): Promise<Store> {
  const home = mkdtempSync(join(tmpdir(), "shop-bench-"));
  const dataDir = join(home, "data");
  mkdirSync(dataDir);
  const telegram = await startTelegram({
    tokens: { [token]: { id: 123456, username: "toko_bot", first_name: "Toko" } },
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ BOT_STORE_NAME: "Toko", TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: telegram.url },
    ...{ TELEGRAM_OWNER_IDS: "9001", TELEGRAM_MODE: "polling", HTTP_PORT: String(port) },
    DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    ...{ DATA_DIR: dataDir, LOG_DIR: join(home, "logs") },
    ...own,
  };
  return {
    ...{ telegram, dataDir, url },
    serve: () => serve({ binary, env, cwd: home, url: `${url}/health` }),
    async [Symbol.asyncDispose]() {
      await telegram.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export const token = "123456:AAE-token_of_the_shop_in_the_bench_00000";

// --- internal ---

async function serve(options: {
  readonly binary: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly url: string;
}): Promise<Served> {
  const { binary, env, cwd, url } = options;
  const begun = performance.now();
  const child = Bun.spawn([binary, "serve"], {
    ...{ env, cwd, stdin: "ignore", stdout: "ignore", stderr: "ignore" },
  });
  while (!(await isWell(url))) {
    if (child.exitCode !== null) throw new Error(`The shop ended with ${child.exitCode}`);
    if (performance.now() - begun > 60_000) throw new Error("The shop was not well in a minute");
    await Bun.sleep(2);
  }
  const startMs = performance.now() - begun;
  return {
    ...{ pid: child.pid, startMs },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

async function isWell(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { headers: { connection: "close" } })).status === 200;
  } catch {
    return false;
  }
}
