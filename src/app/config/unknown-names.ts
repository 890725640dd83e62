import { nearest } from "../../lib/nearest.ts";
import type { Environment } from "./environment.ts";
import { variableNames } from "./variables.ts";

/** A mistyped name is silently ignored by everybody else; here it is said. */
export function unknownNames(env: Environment): string[] {
  const known = new Set<string>(variableNames);
  return Object.keys(env)
    .filter((name) => !known.has(name) && env[name] !== undefined)
    .flatMap((name) => {
      const meant = nearest(name, close(name));
      if (meant) return [`${name} is not known and ignored. Did you mean ${meant}?`];
      return ownPrefixes.some((prefix) => name.startsWith(prefix))
        ? [`${name} is not known and ignored.`]
        : [];
    });
}

// --- internal ---

// Prefixes that nobody but the shop uses. HTTP_, DATA_ and LOG_ are others' too (HTTP_PROXY).
const ownPrefixes = [
  ...["TELEGRAM_", "PAKASIR_", "BOT_", "OWNER_", "BACKUP_", "HEALTH_", "HEALTHCHECK_"],
  ...["SNK_", "POSTGRES_", "LOG_", "METRICS_", "HEARTBEAT_", "PAYMENT_"],
];

/** Names whose first letters agree: elsewhere a likeness is chance. */
function close(name: string): string[] {
  return variableNames.filter(
    (known) => known.slice(0, 2) === name.slice(0, 2).toUpperCase() && known !== name,
  );
}
