import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeUploads } from "../../src/bot/uploads/run-uploads.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { storeUpload } from "../../src/shop/stock/stock-uploads.queries.ts";
import { aProduct, testVault } from "../../src/testing/catalog-factories.ts";
import { type TestDatabase, testDatabase } from "../../src/testing/test-database.ts";
import { token } from "./a-store.ts";
import type { Bench } from "./bench.ts";
import { type Figure, ms } from "./figure.ts";

const lines = 50_000;
const limit = 10_000;

/** Fifty thousand units from one file: as an admin sends it to the bot, and by the command. */
export async function benchImport(bench: Bench): Promise<Figure[]> {
  await using database = await testDatabase();
  const bare = await bareInsert(database);
  const reference = `the rows alone, in one statement: ${ms(bare)}`;
  const bot = await byBot(database);
  const few = await byCommand(bench.binary(), database, 500);
  const many = await byCommand(bench.binary(), database, lines);
  const grown = megabytes(many.peak - few.peak);
  return [
    {
      name: `import of ${lines} lines in the bot`,
      measured: `${ms(bot.time)}, memory +${megabytes(bot.grown)}`,
      ...{ reference, aim: `≤ ${ms(limit)}, memory flat`, isMet: bot.time <= limit },
    },
    {
      name: `import of ${lines} lines by the command`,
      measured: `${ms(many.time)}, peak ${megabytes(many.peak)}`,
      reference: `${reference}; 500 lines: ${ms(few.time)}, peak ${megabytes(few.peak)} (+${grown})`,
      aim: `≤ ${ms(limit)}, memory flat`,
      isMet: many.time <= limit && many.peak - few.peak <= 64e6,
    },
  ];
}

// --- internal ---

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

const fileOf = (count: number, mark: string): string =>
  Array.from({ length: count }, (_, n) => `${mark}-${n}@example.org|password-${n * 7_919}`).join(
    "\n",
  );

async function byBot({ db }: TestDatabase): Promise<{ time: number; grown: number }> {
  const { id: productId } = await aProduct(db, { code: "BOT" });
  const bytes = new TextEncoder().encode(fileOf(lines, "bot"));
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const uploads = makeUploads({
    ...{ db, vault: testVault, clock: systemClock, wakeOutbox() {} },
    log: { error: (message, detail) => console.error(message, detail) },
    async call() {
      look();
      return { kind: "ok", result: true };
    },
    fetchFile: async () => ({ ok: true, value: bytes }),
  });
  await storeUpload(
    { tx: db, vault: testVault },
    {
      ...{ productId, actorId: 9_001, language: "id", messageId: 5, at: systemClock.now() },
      source: { typed: [], file: { id: "file", name: "stok.txt" }, lines },
    },
  );
  Bun.gc(true);
  const before = process.memoryUsage.rss();
  const looking = setInterval(look, 20);
  const begun = performance.now();
  await uploads.run();
  const time = performance.now() - begun;
  clearInterval(looking);
  await expectUnits(db, productId);
  return { time, grown: Math.max(0, peak - before) };
}

async function byCommand(
  binary: string,
  { db, url }: TestDatabase,
  count: number,
): Promise<{ time: number; peak: number }> {
  const { code } = await aProduct(db);
  const file = join(tmpdir(), `bench-import-${process.pid}.csv`);
  writeFileSync(file, `content\n${fileOf(count, code)}\n`);
  const begun = performance.now();
  const child = Bun.spawn([binary, "import", "stock", file, "--product", code, "--yes"], {
    env: {
      ...{ BOT_STORE_NAME: "Toko", TELEGRAM_BOT_TOKEN: token, TELEGRAM_OWNER_IDS: "9001" },
      ...{ DATABASE_URL: url, DATA_DIR: tmpdir(), LOG_DIR: join(tmpdir(), "bench-logs") },
      DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    },
    ...{ stdin: "ignore", stdout: "pipe", stderr: "pipe" },
  });
  const said = await new Response(child.stdout).text();
  const complaint = await new Response(child.stderr).text();
  const exitCode = await child.exited;
  const time = performance.now() - begun;
  rmSync(file);
  if (exitCode !== 0) throw new Error(`import stock ended with ${exitCode}: ${complaint}${said}`);
  return { time, peak: child.resourceUsage()?.maxRSS ?? 0 };
}

async function expectUnits(db: TestDatabase["db"], productId: number): Promise<void> {
  const [row] = await db.execute<{ units: number }>(
    `select count(*) as units from product_contents where product_id = ${productId}`,
  );
  if (row?.units !== lines) throw new Error(`Of ${lines} lines ${row?.units} were added`);
}

/** What PostgreSQL itself takes for as many rows of that size. */
async function bareInsert({ raw, db }: TestDatabase): Promise<number> {
  const { id } = await aProduct(db, { code: "BARE" });
  const begun = performance.now();
  await raw`insert into product_contents (product_id, content, fingerprint, created_at)
    select ${id}, repeat(md5(n::text), 4), sha256(n::text::bytea), now()
    from generate_series(1, ${lines}::int) n`;
  return performance.now() - begun;
}
