import { processEnvironment } from "./app/config/environment.ts";
import { commands } from "./cli/commands.ts";
import { runCli } from "./cli/run-cli.ts";
import { processTerminal } from "./cli/terminal.ts";

const env = processEnvironment();
const terminal = processTerminal(env);
const code = await runCli({ commands, terminal, env }, process.argv.slice(2));
await terminal.flush();
process.exit(code);
