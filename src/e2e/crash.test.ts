import { expect, test } from "bun:test";
import { builtBinary } from "../testing/built-binary.ts";
import { crashEverywhere } from "../testing/crash-everywhere.ts";

const binary = builtBinary();

// A spread of the moments; `bun run chaos steps` takes every one.
test.concurrent.each(["polling", "webhook"] as const)(
  "killed anywhere between the first tap and the goods, nothing is lost and nothing twice (%s)",
  async (mode) => {
    const report = await crashEverywhere({ binary, mode, most: 8 });
    expect(report.complaints).toEqual([]);
    // A moment near the end may be over before it is reached.
    expect(report.crashes).toBeGreaterThanOrEqual(6);
  },
  300_000,
);
