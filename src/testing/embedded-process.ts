import { join } from "node:path";

export type EmbeddedFact = {
  readonly ready?: "started" | "adopted" | "connected";
  readonly server?: number;
  readonly refused?: string;
  readonly confirmed?: number;
};

export type EmbeddedProcess = {
  readonly pid: number;
  /** The next thing it says; undefined when it has ended. */
  hears(): Promise<EmbeddedFact | undefined>;
  kill(): Promise<void>;
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number>;
};

export type EmbeddedProcessOptions = {
  readonly dataDir: string;
  readonly role?: "serve" | "subcommand";
  readonly work?: "hold" | "write";
  readonly user?: { readonly uid: number; readonly gid: number };
};

/** Starts a bot's process that runs, or joins, the embedded server. */
export function embeddedProcess(options: EmbeddedProcessOptions): EmbeddedProcess {
  const { dataDir, role = "serve", work = "hold", user } = options;
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "embedded-child.ts"), dataDir, role, work],
    {
      ...user,
      cwd: "/",
      env: { PATH: "/usr/bin:/bin" },
      stdin: "pipe",
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  const lines = linesOf(child.stdout);
  return {
    pid: child.pid,
    async hears() {
      const { value } = await lines.next();
      return value === undefined ? undefined : (JSON.parse(value) as EmbeddedFact);
    },
    async kill() {
      child.kill("SIGKILL");
      await child.exited;
    },
    async stop() {
      await child.stdin.end();
      for await (const _ of lines); // so that a full pipe does not hold it
      return child.exited;
    },
  };
}

// --- internal ---

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  return undefined;
}
