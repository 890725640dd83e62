import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestDatabase } from "../../src/testing/test-database.ts";
import { build } from "../build.ts";
import { benchShop } from "./bench-shop.ts";

/** What topics share, made when the first of them asks for it. */
export type Bench = AsyncDisposable & {
  /** The compiled program, from the sources as they are now. */
  binary(): string;
  /** 10,000 products, a million units, a million orders: about half a minute to make. */
  largeShop(): Promise<TestDatabase>;
};

export function openBench(): Bench {
  const folder = join(import.meta.dir, "..", "..", ".cache");
  let binary: string | undefined;
  let shop: Promise<TestDatabase> | undefined;
  return {
    binary() {
      binary ??= build({ outfile: join(folder, "bench-binary") });
      if (!existsSync(binary)) throw new Error("The binary is gone");
      return binary;
    },
    largeShop() {
      shop ??= benchShop({
        ...{ customers: 100_000, products: 10_000, unitsOfEach: 100, orders: 1_000_000 },
      });
      return shop;
    },
    async [Symbol.asyncDispose]() {
      await (await shop)?.close();
    },
  };
}
