import type { FileSpec } from "../../outbox/outgoing-call.ts";

export type Stamp = "paid" | "received" | "expired" | "cancelled" | "failed";

/** What takes the place of a QR code that must not be paid any more. */
export function statePicture(stamp: Stamp, word: string): FileSpec {
  const { colour, sign } = looks[stamp];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="240" viewBox="0 0 480 240"><rect width="480" height="240" fill="#ffffff"/><rect x="8" y="8" width="464" height="224" rx="24" fill="none" stroke="${colour}" stroke-width="6"/><circle cx="240" cy="92" r="52" fill="${colour}"/><path d="${sign}" fill="none" stroke="#ffffff" stroke-width="12" stroke-linecap="round" stroke-linejoin="round"/><text x="240" y="200" font-family="DejaVu Sans" font-weight="bold" font-size="40" text-anchor="middle" fill="${colour}">${word}</text></svg>`;
  return { $file: "chart", svg };
}

// --- internal ---

const cross = "M218 70 L262 114 M262 70 L218 114";
const looks = {
  paid: { colour: "#1a9e55", sign: "M214 94 L234 114 L268 72" },
  received: { colour: "#2f6fb0", sign: "M214 94 L234 114 L268 72" },
  expired: { colour: "#8a8f98", sign: "M240 62 L240 92 L262 106" },
  cancelled: { colour: "#c0392b", sign: cross },
  failed: { colour: "#c0392b", sign: cross },
} satisfies Record<Stamp, { colour: string; sign: string }>;
