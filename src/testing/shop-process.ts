import { freePort } from "../lib/free-port.ts";

export type ShopProcess = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  readonly isRunning: boolean;
  /** Resolves when the shop says that it is well. */
  start(): Promise<void>;
  /** As a power cut does: nothing is finished, nobody is told. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves with its exit code. */
  stop(signal?: "SIGTERM" | "SIGINT"): Promise<number>;
  /** Resolves with the exit code when it ends by itself or by somebody else's hand. */
  ended(): Promise<number>;
  health(): Promise<{ readonly status: number; readonly report: Record<string, unknown> }>;
  /** What it has written to its standard output and error, all lives together. */
  readonly said: string;
};

/** The compiled shop as a process of its own, which may be killed and started again. */
export async function shopProcess(options: {
  readonly binary: string;
  /** By the address that it will listen on. */
  readonly env: (url: string) => Readonly<Record<string, string>>;
  readonly cwd: string;
}): Promise<ShopProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: Child | undefined;
  let said = "";

  const hear = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) said += decoder.decode(chunk, { stream: true });
  };

  const shop: ShopProcess = {
    ...{ url, port },
    get isRunning() {
      return child !== undefined && child.exitCode === null && child.signalCode === null;
    },
    get said() {
      return said;
    },
    async start() {
      if (shop.isRunning) throw new Error("The shop runs already");
      const { binary, cwd } = options;
      const env = { ...options.env(url), HTTP_PORT: String(port) };
      const started = Bun.spawn([binary, "serve"], {
        ...{ env, cwd, stdin: "ignore", stdout: "pipe", stderr: "pipe" },
      });
      child = started;
      void hear(started.stdout);
      void hear(started.stderr);
      await untilWell(shop, () => said);
    },
    async kill() {
      child?.kill("SIGKILL");
      await child?.exited;
    },
    async stop(signal = "SIGTERM") {
      child?.kill(signal);
      return (await child?.exited) ?? 0;
    },
    async ended() {
      return (await child?.exited) ?? 0;
    },
    async health() {
      const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(8_000) });
      const report: Record<string, unknown> = JSON.parse(await response.text());
      return { status: response.status, report };
    },
    async [Symbol.asyncDispose]() {
      await shop.kill();
    },
  };
  return shop;
}

// --- internal ---

type Child = Bun.Subprocess<"ignore", "pipe", "pipe">;

/** A killed one may be ended on purpose while it starts: that is no failure to start. */
async function untilWell(shop: ShopProcess, said: () => string): Promise<void> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; ) {
    const status = await shop.health().then(
      (health) => health.status,
      () => 0,
    );
    if (status === 200) return;
    if (!shop.isRunning)
      throw new Error(`The shop ended while it started:\n${said().slice(-4_000)}`);
    await Bun.sleep(15);
  }
  throw new Error(`The shop was not well within half a minute:\n${said().slice(-4_000)}`);
}
