import { join } from "node:path";

type Outcome = { readonly passed: number; readonly failed: number; readonly output: string };
type Check = { readonly name: string; run(): Promise<Outcome> };

const root = join(import.meta.dir, "..");

/** Everything that CI runs, one after the other; ends with the sum of all. */
async function main(): Promise<number> {
  const total = { passed: 0, failed: 0 };
  for (const check of checks) {
    const start = performance.now();
    const { passed, failed, output } = await check.run();
    total.passed += passed;
    total.failed += failed;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (failed > 0) console.log(output.trim());
    console.log(`${failed > 0 ? "✗" : "✓"} ${check.name} (${seconds} s)`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

const checks: readonly Check[] = [
  {
    name: "the linter and the formatter agree",
    run: tool("biome", "ci", "--error-on-warnings", "."),
  },
  { name: "the compiler agrees", run: tool("tsc") },
  { name: "nothing is exported or installed in vain", run: tool("knip") },
  { name: "the lock file names no registry", run: lockFileNamesNoHost },
  { name: "the binary is built", run: () => command([process.execPath, "scripts/build.ts"]) },
  { name: "the tests pass", run: tests },
];

/** A tool of node_modules, run by this Bun: Node may not be there. */
function tool(name: string, ...args: string[]): Check["run"] {
  return () => command([process.execPath, "--bun", `node_modules/.bin/${name}`, ...args]);
}

async function command(line: string[]): Promise<Outcome> {
  const { exitCode, output } = await runLine(line);
  return exitCode === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
}

async function lockFileNamesNoHost(): Promise<Outcome> {
  const text = await Bun.file(join(root, "bun.lock")).text();
  const isClean = !text.includes("://");
  const output = isClean ? "" : "bun.lock holds an address: install from the default registry.";
  return { passed: isClean ? 1 : 0, failed: isClean ? 0 : 1, output };
}

async function tests(): Promise<Outcome> {
  const { exitCode, output } = await runLine([
    // A test ends when its condition is met; only one that hangs meets this.
    ...[process.execPath, "test", "--timeout", "60000"],
    ...process.argv.slice(2),
  ]);
  const passed = counted(output, "pass");
  const failed = counted(output, "fail") + counted(output, "errors?");
  // A run that broke off, or whose summary cannot be read, is a failure, whatever it counted.
  const isBroken = failed === 0 && (exitCode !== 0 || passed === 0);
  const skipped = counted(output, "skip");
  if (skipped > 0) console.log(`  ${skipped} tests were skipped`);
  return { passed, failed: isBroken ? 1 : failed, output: failuresOf(output) };
}

function counted(output: string, word: string): number {
  return Number(new RegExp(`^ *(\\d+) ${word}$`, "m").exec(output)?.[1] ?? 0);
}

/** Without the lines of what passed. */
function failuresOf(output: string): string {
  return output
    .split("\n")
    .filter((line) => !line.startsWith("(pass)"))
    .join("\n");
}

async function runLine(line: string[]): Promise<{ exitCode: number; output: string }> {
  const child = Bun.spawn(line, {
    cwd: root,
    // The tools' own colours and progress are for a terminal.
    env: { ...process.env, NO_COLOR: "1", CI: "1" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, said] = await Promise.all([
    Bun.readableStreamToText(child.stdout),
    Bun.readableStreamToText(child.stderr),
  ]);
  return { exitCode: await child.exited, output: `${out}${said}` };
}

if (import.meta.main) process.exit(await main());
