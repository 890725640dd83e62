import { afterAll, expect, test } from "bun:test";
import { clockAt } from "../../lib/clock.ts";
import { parseCsv } from "../../lib/csv.ts";
import { aProduct, opening, testVault } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { importStockFile } from "./import-stock-file.ts";
import { countUnits } from "./units.queries.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const deps = { db, clock: clockAt(opening), vault: testVault };

/** Brings it in, and counts how often the file was read. */
async function brings(lines: readonly string[]) {
  let reads = 0;
  const done = await importStockFile(deps, {
    read() {
      reads += 1;
      return parseCsv([Buffer.from(["product,content", ...lines].join("\n"))]);
    },
    ...{ productCode: undefined, actorId: null, apply: true },
    onRefused() {},
  });
  if (!done.ok) throw new Error(done.reason);
  return { ...done.value, reads };
}

test("a file about many products is not read again for each of them", async () => {
  const codes = Array.from({ length: 30 }, (_, n) => `MANY${n}`);
  const products = await Promise.all(codes.map((code) => aProduct(db, { code })));
  const lines = [1, 2, 2].flatMap((round) => codes.map((code) => `${code},${code}-${round}`));
  const { added, refused, reads } = await brings(lines);
  expect({ added, refused, reads }).toEqual({ added: 60, refused: 30, reads: 2 });
  for (const { id } of products) expect((await countUnits(db, id)).available).toBe(2);
});

test("products that memory should not hold together come in one after the other", async () => {
  const names = ["small", "big", "bigger", "tiny"] as const;
  const sizes = { small: 10, big: 1_500, bigger: 2_100, tiny: 5 };
  const products = new Map<string, Awaited<ReturnType<typeof aProduct>>>();
  for (const name of names) products.set(name, await aProduct(db, { code: name }));
  const lines = names.flatMap((name) =>
    Array.from({ length: sizes[name] }, (_, n) => `${name},${`${name}-${n}-`.padEnd(3_990, "x")}`),
  );
  const { added, reads } = await brings(lines);
  expect({ added, reads }).toEqual({ added: 3_615, reads: 4 });
  for (const name of names) {
    const { available } = await countUnits(db, products.get(name)!.id);
    expect(available).toBe(sizes[name]);
  }
});
