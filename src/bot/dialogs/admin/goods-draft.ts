import { z } from "zod";
import { ok, type Result, refuse } from "../../../lib/result.ts";
import type { Turn } from "../../turn.ts";
import { readLines, together, typedLines } from "../../uploads/read-lines.ts";

/** Units on their way into the stock: what was typed so far, and a file that Telegram keeps. */
export const goodsDraft = z.object({
  typed: z.array(z.string()),
  file: z.object({ id: z.string(), name: z.string(), lines: z.number() }).nullable(),
});
export type GoodsDraft = z.infer<typeof goodsDraft>;

export const noGoods: GoodsDraft = { typed: [], file: null };

type Refusal = "sendTextOrFile" | "wrongFile" | "tooBig" | "unavailable" | "tooMuchTyped";

/** Adds what was just sent; `repeated` lines were there already. */
export async function takeGoods(
  turn: Pick<Turn, "text" | "document" | "photo" | "file">,
  goods: GoodsDraft,
): Promise<Result<{ readonly goods: GoodsDraft; readonly repeated: number }, Refusal>> {
  const { document, text } = turn;
  if (document) {
    const file = await takeFile(turn, document);
    return file.ok ? ok({ goods: { ...goods, file: file.value }, repeated: 0 }) : file;
  }
  if (turn.photo || text === undefined) return refuse("sendTextOrFile");
  const lines = typedLines(text);
  const typed = [...new Set([...goods.typed, ...lines])];
  if (typed.length > mostTyped || typed.join("").length > mostLetters) {
    return refuse("tooMuchTyped");
  }
  const repeated = goods.typed.length + lines.length - typed.length;
  return ok({ goods: { ...goods, typed }, repeated });
}

/** All the lines, the file's fetched from Telegram. */
export async function goodsLines(
  turn: Pick<Turn, "file">,
  { typed, file }: GoodsDraft,
): Promise<Result<() => Iterable<string>, "tooBig" | "unavailable">> {
  if (!file) return ok(() => typed);
  const fetched = await turn.file(file.id);
  if (!fetched.ok) return refuse(fetched.reason === "too_big" ? "tooBig" : "unavailable");
  return ok(() => together(typed, fetched.value, file.name));
}

export const mostTyped = 2_000;

// --- internal ---

/** What Telegram hands to bots. */
const largestFile = 20 * 1024 * 1024;
const mostLetters = 100_000;

async function takeFile(
  turn: Pick<Turn, "file">,
  document: NonNullable<Turn["document"]>,
): Promise<Result<NonNullable<GoodsDraft["file"]>, "wrongFile" | "tooBig" | "unavailable">> {
  const { fileId: id, name, mimeType, size } = document;
  if (size > largestFile) return refuse("tooBig");
  if (!/\.(txt|csv)$/i.test(name) && !mimeType.startsWith("text/")) return refuse("wrongFile");
  const fetched = await turn.file(id);
  if (!fetched.ok) return refuse(fetched.reason === "too_big" ? "tooBig" : "unavailable");
  let lines = 0;
  for (const _ of readLines(fetched.value, name)) lines += 1;
  return ok({ id, name, lines });
}
