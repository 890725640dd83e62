import type { Goods } from "../../shop/stock/goods-of.ts";
import { escapeHtml } from "../../texts/html.ts";
import type { Texts } from "../../texts/id.ts";

export type GoodsText =
  | { readonly kind: "message"; readonly html: string }
  /** Too much for one message: everything in a file, with a word above it. */
  | {
      readonly kind: "file";
      readonly name: string;
      readonly content: string;
      readonly html: string;
    };

/** Everything that was bought, with how to use it and its terms, fit for a phone's screen. */
export function goodsText(
  code: string,
  goods: readonly Goods[],
  { goods: says }: Texts,
): GoodsText {
  const blocks = goods.map((each, index) => htmlOf(each, index + 1, says));
  const html = [says.title(code), "", blocks.join("\n\n"), "", says.thanks].join("\n");
  const units = goods.reduce((sum, each) => sum + each.units.length, 0);
  if (units <= mostUnits && lengthShown(html) <= longestMessage) return { kind: "message", html };
  const names = goods.map(({ name, quantity }, index) => says.item(index + 1, name, quantity));
  return {
    kind: "file",
    name: `${code}.txt`,
    content: plainOf(code, goods, says),
    html: fitted([says.title(code), ""], names, ["", says.asFile, "", says.thanks]),
  };
}

// --- internal ---

type Says = Texts["goods"];

/** More than so many are easier to handle in a file. */
const mostUnits = 20;
const longestMessage = 4_000;
const longestCaption = 1_000;

function htmlOf(each: Goods, place: number, says: Says): string {
  const { instructions, terms } = each;
  return [
    says.item(place, each.name, each.quantity),
    ...contentsOf(each, says),
    ...(instructions ? ["", says.instructions, escapeHtml(instructions)] : []),
    ...(terms ? ["", says.terms, escapeHtml(terms)] : []),
  ].join("\n");
}

function contentsOf({ kind, units, text, file }: Goods, says: Says): string[] {
  if (kind === "file") return [file ? says.fileFollows : says.nothingYet];
  if (kind === "shared") return [text === null ? says.nothingYet : shown(text)];
  if (units.length === 0) return [says.nothingYet];
  return units.map(({ content }, index) =>
    units.length === 1 ? shown(content) : `${says.unit(index + 1)} ${shown(content)}`,
  );
}

/** One tap copies it. */
function shown(content: string): string {
  const tag = content.includes("\n") ? "pre" : "code";
  return `<${tag}>${escapeHtml(content)}</${tag}>`;
}

/** What Telegram counts: the letters without their markup. */
function lengthShown(html: string): number {
  return plain(html).length;
}

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

function plainOf(code: string, goods: readonly Goods[], says: Says): string {
  const blocks = goods.map((each, index) => {
    const contents =
      each.kind === "unique"
        ? each.units.map(({ content }, place) =>
            each.units.length === 1 ? content : `${plain(says.unit(place + 1))} ${content}`,
          )
        : contentsOf(each, says).map(plain);
    return [
      plain(says.item(index + 1, each.name, each.quantity)),
      "-".repeat(40),
      ...(contents.length > 0 ? contents : [plain(says.nothingYet)]),
      ...(each.instructions ? ["", plain(says.instructions), each.instructions] : []),
      ...(each.terms ? ["", plain(says.terms), each.terms] : []),
    ].join("\n");
  });
  return `${plain(says.title(code))}\n\n${blocks.join("\n\n")}\n\n${plain(says.thanks)}\n`;
}

/** As many of the names as a caption holds. */
function fitted(head: string[], names: string[], tail: string[]): string {
  for (let kept = names.length; kept > 0; kept--) {
    const some = kept < names.length ? [...names.slice(0, kept), "…"] : names;
    const html = [...head, ...some, ...tail].join("\n");
    if (lengthShown(html) <= longestCaption) return html;
  }
  return [...head, ...tail].join("\n");
}
