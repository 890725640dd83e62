import { connect, createServer, type Server, type Socket } from "node:net";
import type { DatabaseAddress } from "../../db/client.ts";

export type PostgresProxy = AsyncDisposable & {
  readonly url: string;
  /** How many commits the server has answered, explicit ones and single statements alike. */
  readonly commits: () => number;
  /** Called with the number of a commit that the server has made and the client not yet heard of. */
  onCommit: (count: number) => "forward" | "withhold";
  /** A database that is gone: every connection is cut, and new ones too. */
  isDown: boolean;
  /** Cuts every connection, as a database that restarts does. */
  cut(): void;
};

/**
 * Stands between a process and its database and counts what becomes durable, so that a test can
 * end the process exactly between a commit and the news of it.
 */
export async function proxyPostgres(address: DatabaseAddress): Promise<PostgresProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let commits = 0;
  let isDown = false;
  const proxy: PostgresProxy = {
    url: "",
    commits: () => commits,
    onCommit: () => "forward",
    get isDown() {
      return isDown;
    },
    set isDown(down) {
      isDown = down;
      if (down) proxy.cut();
    },
    cut() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      proxy.cut();
      server.close();
      server.unref();
    },
  };
  const server = createServer((client) => {
    if (isDown) return void client.destroy();
    const upstream = connect(target(address));
    const pair = [client, upstream] as const;
    pairs.add(pair);
    let isWithholding = false;
    const watch = makeCommitWatch(() => {
      commits += 1;
      if (proxy.onCommit(commits) === "withhold") isWithholding = true;
    });
    client.on("data", (bytes) => void upstream.write(bytes));
    upstream.on("data", (bytes: Buffer) => {
      watch(bytes);
      if (!isWithholding) client.write(bytes);
    });
    for (const socket of pair) {
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        for (const other of pair) other.destroy();
        pairs.delete(pair);
      });
    }
  });
  const port = await listen(server);
  return Object.assign(proxy, { url: proxied(address, port) });
}

// --- internal ---

const writes = /^(INSERT|UPDATE|DELETE|MERGE) /;

/** Follows the server's messages: a COMMIT, or a writing statement outside any transaction. */
function makeCommitWatch(onCommit: () => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let hasWritten = false;
  let isIdle = true;
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    while (rest.length >= 5) {
      const length = rest.readUInt32BE(1) + 1;
      if (rest.length < length) return;
      const type = String.fromCharCode(rest[0] ?? 0);
      const body = rest.subarray(5, length);
      rest = rest.subarray(length);
      if (type === "C") {
        const tag = body.subarray(0, -1).toString("latin1");
        if (tag === "COMMIT") onCommit();
        else if (isIdle && writes.test(tag) && !tag.endsWith(" 0")) hasWritten = true;
      }
      if (type === "Z") {
        isIdle = body[0] === "I".charCodeAt(0);
        if (isIdle && hasWritten) onCommit();
        hasWritten = false;
      }
    }
  };
}

function target(address: DatabaseAddress): { path: string } | { host: string; port: number } {
  if (!("url" in address)) {
    return { path: `${address.socketFolder}/.s.PGSQL.${address.port ?? 5432}` };
  }
  const url = new URL(address.url);
  return { host: url.hostname, port: Number(url.port || 5432) };
}

function proxied(address: DatabaseAddress, port: number): string {
  if (!("url" in address)) {
    return `postgres://${address.user}@127.0.0.1:${port}/${address.database}`;
  }
  const url = new URL(address.url);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return url.href;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const at = server.address();
      resolve(typeof at === "object" && at ? at.port : 0);
    });
  });
}
