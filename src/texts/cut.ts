/** As many whole letters as fit, an emoji counting as one, with a sign that there was more. */
export function cut(text: string, letters: number): string {
  if (text.length <= letters) return text;
  const parts = [...segmenter.segment(text)].map(({ segment }) => segment);
  return parts.length <= letters
    ? text
    : `${parts
        .slice(0, letters - 1)
        .join("")
        .trimEnd()}…`;
}

// --- internal ---

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
