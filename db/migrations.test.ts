import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { migrations } from "./migrations.ts";

const folder = join(import.meta.dir, "migrations");

test("every migration of the folder is in the list, in order, with its own text", async () => {
  const files = readdirSync(folder).sort();
  const written = await Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.sql$/, ""),
      sql: await Bun.file(join(folder, file)).text(),
    })),
  );
  expect(migrations).toEqual(written);
});

test("migrations are numbered without a gap", () => {
  const numbers = migrations.map(({ name }) => Number(/^(\d{4})_[a-z0-9_]+$/.exec(name)?.[1]));
  expect(numbers).toEqual(migrations.map((_, index) => index + 1));
});
