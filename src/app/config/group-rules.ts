import type { Given } from "./given-values.ts";
import type { Mistake } from "./mistake.ts";
import type { VariableName } from "./variables.ts";

type GivenValues = ReadonlyMap<VariableName, Given>;

/** What is wrong only beside something else. */
export function groupMistakes(given: GivenValues): Mistake[] {
  return [...pakasirMistakes(given), ...postgresMistakes(given), ...modeMistakes(given)];
}

/** What works, though hardly as it was meant. */
export function groupWarnings(given: GivenValues): string[] {
  const is = (name: VariableName, ...words: string[]) =>
    words.includes(given.get(name)?.text.toLowerCase() ?? "");
  const warnings: string[] = [];
  if (given.has("DATABASE_URL") && given.has("POSTGRES_HOST")) {
    warnings.push("DATABASE_URL is used; POSTGRES_HOST and its like are not. Remove one of them.");
  }
  if (
    is("ENABLE_AUTO_BACKUP", "true", "1", "yes", "on") &&
    !given.has("BACKUP_ENCRYPTION_PASSWORD")
  ) {
    warnings.push(
      "ENABLE_AUTO_BACKUP is on, but NOTHING IS BACKED UP without BACKUP_ENCRYPTION_PASSWORD. Make one with: openssl rand -base64 24",
    );
  }
  if (!given.has("TELEGRAM_OWNER_IDS") && !is("ENABLE_OWNER_ALERTS", "false", "0", "no", "off")) {
    warnings.push("TELEGRAM_OWNER_IDS is empty: nobody hears of trouble.");
  }
  return warnings;
}

// --- internal ---

function pakasirMistakes(given: GivenValues): Mistake[] {
  const isSigned = given.get("PAKASIR_API_VERSION")?.text !== "1";
  const core = ["PAKASIR_PROJECT_SLUG", "PAKASIR_API_KEY"] as const;
  const group = isSigned ? [...core, "PAKASIR_WEBHOOK_SECRET" as const] : core;
  return incomplete(
    given,
    group,
    group,
    `Set ${group.join(", ")} together, or none of them: then QRIS is off.`,
  );
}

function postgresMistakes(given: GivenValues): Mistake[] {
  if (given.has("DATABASE_URL")) return [];
  const group = ["POSTGRES_HOST", "POSTGRES_DB", "POSTGRES_USER"] as const;
  return incomplete(
    given,
    [...group, "POSTGRES_PASSWORD", "POSTGRES_PORT"],
    group,
    `Set ${group.join(", ")} together, or none of them: then the embedded server is used.`,
  );
}

function modeMistakes(given: GivenValues): Mistake[] {
  const isWebhook = given.get("TELEGRAM_MODE")?.text.toLowerCase() === "webhook";
  if (!isWebhook || given.has("TELEGRAM_WEBHOOK_URL")) return [];
  return [
    {
      name: "TELEGRAM_WEBHOOK_URL",
      problem: "is missing, while TELEGRAM_MODE is webhook",
      mend: "Give the https address that Telegram is to call, or set TELEGRAM_MODE=auto.",
    },
  ];
}

function incomplete(
  given: GivenValues,
  signs: readonly VariableName[],
  group: readonly VariableName[],
  mend: string,
): Mistake[] {
  const sign = signs.find((name) => given.has(name));
  if (!sign) return [];
  return group
    .filter((name) => !given.has(name))
    .map((name) => ({ name, problem: `is missing, while ${sign} is set`, mend }));
}
