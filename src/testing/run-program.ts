const main = new URL("../main.ts", import.meta.url).pathname;

export type ProgramResult = { code: number; stdout: string; stderr: string };

/** Runs `bot-auto-order …` as a user would, with this environment and no other. */
export async function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  options: { readonly cwd?: string } = {},
): Promise<ProgramResult> {
  const child = Bun.spawn([process.execPath, "--no-env-file", main, ...args], {
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    ...options,
  });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, stdout, stderr };
}
