import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "./environment.ts";
import type { Mistake } from "./mistake.ts";
import { secretNames, type VariableName, variableNames } from "./variables.ts";

export type Origin = "environment" | "credential" | "default" | "not set";
export type Given = { readonly text: string; readonly origin: "environment" | "credential" };

/** What was given, wherever it stood. An empty variable is one that was not set. */
export function givenValues(env: Environment): {
  readonly given: ReadonlyMap<VariableName, Given>;
  readonly mistakes: readonly Mistake[];
  readonly warnings: readonly string[];
} {
  const given = new Map<VariableName, Given>();
  for (const name of variableNames) {
    const text = env[name]?.trim();
    if (text) given.set(name, { text, origin: "environment" });
  }
  const folder = env["CREDENTIALS_DIRECTORY"];
  const mistakes: Mistake[] = [];
  const warnings: string[] = [];
  for (const name of folder ? secretNames : []) {
    const read = readCredential(folder ?? "", name);
    if (typeof read === "object") mistakes.push(read);
    if (typeof read !== "string") continue;
    const other = given.get(name);
    if (other && other.text !== read) {
      warnings.push(`${name} is in the environment and a credential too; the credential is used.`);
    }
    given.set(name, { text: read, origin: "credential" });
  }
  return { given, mistakes, warnings };
}

// --- internal ---

function readCredential(folder: string, name: VariableName): string | Mistake | undefined {
  const file = name.toLowerCase();
  try {
    const text = readFileSync(join(folder, file), "utf8").trim();
    if (text !== "") return text;
    // systemd hands out an empty file where the mount tree is not shared.
    return {
      name,
      problem: `comes from the systemd credential ${file}, which is empty`,
      mend: "Check LoadCredential= and the file that it names.",
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    return {
      name,
      problem: `comes from the systemd credential ${file}, which cannot be read (${code})`,
      mend: "Let the user of the service read it.",
    };
  }
}
