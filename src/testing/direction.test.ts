import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const root = join(import.meta.dir, "..", "..");

const wrong: readonly [file: string, imported: string][] = [
  ["src/lib/x.ts", "../shop/orders/order.ts"],
  ["src/lib/x.ts", "../../db/client.ts"],
  ["src/texts/x.ts", "../bot/frame/turn.ts"],
  ["db/x.ts", "../src/shop/orders/order.ts"],
  ["src/shop/settings/x.ts", "../customers/customer.ts"],
  ["src/shop/customers/x.ts", "../catalog/product.ts"],
  ["src/shop/catalog/x.ts", "../stock/content.ts"],
  ["src/shop/stock/x.ts", "../vouchers/voucher.ts"],
  ["src/shop/vouchers/x.ts", "../wallet/wallet.ts"],
  ["src/shop/wallet/x.ts", "../payments/gateway.ts"],
  ["src/shop/payments/x.ts", "../orders/order.ts"],
  ["src/shop/orders/x.ts", "../terms/terms.ts"],
  ["src/shop/terms/x.ts", "../waitlist/join.ts"],
  ["src/shop/waitlist/x.ts", "../broadcast/job.ts"],
  ["src/shop/broadcast/x.ts", "../reports/daily.ts"],
  ["src/shop/reports/x.ts", "../../outbox/outbox.ts"],
  ["src/shop/orders/x.ts", "../../bot/frame/turn.ts"],
  ["src/outbox/x.ts", "../app/app.ts"],
  ["src/gateways/x.ts", "../bot/frame/turn.ts"],
  ["src/bot/x.ts", "../app/app.ts"],
  ["src/http/x.ts", "../app/app.ts"],
  ["src/jobs/x.ts", "../app/app.ts"],
  ["src/ops/x.ts", "../cli/version.ts"],
  ["src/postgres/x.ts", "../shop/orders/order.ts"],
  ["src/postgres/x.ts", "../../db/client.ts"],
  ["src/demo/x.ts", "../app/app.ts"],
  ["src/app/x.ts", "../cli/version.ts"],
  ["src/cli/x.ts", "../bot/frame/turn.ts"],
  ["src/bot/x.ts", "../testing/test-database.ts"],
];

const right: readonly [file: string, imported: string][] = [
  ["src/shop/settings/x.ts", "../../lib/money.ts"],
  ["src/shop/orders/x.ts", "../payments/gateway.ts"],
  ["src/shop/orders/x.ts", "../../../db/client.ts"],
  ["src/outbox/x.ts", "../shop/orders/order.ts"],
  ["src/bot/x.ts", "../shop/orders/order.ts"],
  ["src/app/x.ts", "../postgres/start-embedded.ts"],
  ["src/cli/x.ts", "../app/build-info.ts"],
  ["db/x.ts", "../src/lib/money.ts"],
  ["src/bot/x.test.ts", "../testing/test-database.ts"],
];

const refused = await refusedImports([...wrong, ...right]);

test.each(wrong)("%s may not import %s", (file, imported) => {
  expect(refused).toContain(`${file} ${imported}`);
});

test.each(right)("%s may import %s", (file, imported) => {
  expect(refused).not.toContain(`${file} ${imported}`);
});

test("every room and every capability of the shop has its rule", async () => {
  const { overrides } = await Bun.file(join(root, "biome.json")).json();
  const ruled = (overrides as { includes: string[] }[]).flatMap(({ includes }) => includes);
  const rooms = readdirSync(join(root, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["testing", "e2e", "shop"].includes(entry.name))
    .map(({ name }) => `src/${name}/**`);
  const capabilities = readdirSync(join(root, "src", "shop")).map((name) => `src/shop/${name}/**`);
  expect([...rooms, ...capabilities].filter((room) => !ruled.includes(room))).toEqual([]);
});

// --- internal ---

/** Lets the linter judge files of our rules in a folder of their own. */
async function refusedImports(cases: readonly (readonly [string, string])[]): Promise<string[]> {
  const place = mkdtempSync(join(tmpdir(), "shop-direction-"));
  try {
    const rules = await Bun.file(join(root, "biome.json")).json();
    await Bun.write(join(place, "biome.json"), JSON.stringify({ ...rules, vcs: {} }));
    const names = cases.map(([file], index) => file.replace("/x.", `/x${index}.`));
    await Promise.all(
      cases.map(([, imported], index) =>
        Bun.write(join(place, names[index] as string), `export * as it from "${imported}";\n`),
      ),
    );
    const said = await lint(place);
    return cases
      .filter((_, index) => said.has(names[index] as string))
      .map(([file, imported]) => `${file} ${imported}`);
  } finally {
    rmSync(place, { recursive: true });
  }
}

async function lint(place: string): Promise<Set<string>> {
  const biome = join(root, "node_modules", ".bin", "biome");
  const command = ["lint", "--only=style/noRestrictedImports", "--reporter=json", place];
  const run = Bun.spawn([process.execPath, "--bun", biome, ...command, "--max-diagnostics=none"], {
    cwd: place,
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, faults] = await Promise.all([
    Bun.readableStreamToText(run.stdout),
    Bun.readableStreamToText(run.stderr),
  ]);
  const report = JSON.parse(out || faults) as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  return new Set(
    report.diagnostics.map(({ location }) => relative(place, join(place, location.path))),
  );
}
