import type { Vault } from "../../lib/crypto.ts";

/** Equal goods have equal fingerprints, whatever product they were added to. */
export function fingerprintOf(vault: Pick<Vault, "fingerprint">, content: string): Buffer {
  return vault.fingerprint(content, "product_contents");
}

/**
 * What a unit's seal is bound to. Not the row's id, which is not known before the insert: the
 * fingerprint is unique, and a unit that was sold can never change it.
 */
export function contentIdentity(fingerprint: Uint8Array): string {
  return `content:${Buffer.from(fingerprint).toString("hex")}`;
}

/** Enough to recognise goods by, and not enough to use them. */
export function maskContent(content: string): string {
  const line = content.split("\n", 1)[0] ?? "";
  const letters = [...line];
  if (letters.length < 8) return "•".repeat(6);
  return `${letters.slice(0, 3).join("")}••••${letters.slice(-2).join("")}`;
}
