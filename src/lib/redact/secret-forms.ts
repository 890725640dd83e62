/**
 * A secret rarely stays in its own clothes: it is seen in a query (percent-encoded), in a header
 * (base64, at any of three alignments), in a dump (hex), in a JSON body (escaped).
 */
export function secretForms(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([["", secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    ...base64Forms(bytes),
    bytes.toString("hex"),
  ];
  return [...new Set(forms)].filter((form) => form.length >= shortest);
}

// --- internal ---

// Below this a "secret" would black out ordinary words.
const shortest = 5;

/** The characters of base64 that this secret alone decides, wherever in a longer text it stands. */
function base64Forms(bytes: Buffer): string[] {
  if (bytes.length < 8) return [];
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    const sure = text.slice(first, last);
    return [sure, sure.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
