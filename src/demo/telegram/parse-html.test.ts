import { describe, expect, test } from "bun:test";
import { addFoundEntities } from "./found-entities.ts";
import { parseHtml } from "./parse-html.ts";

const nobody = () => undefined;
const parse = (html: string) => parseHtml(html, nobody);

describe("Telegram's HTML", () => {
  test("tags become entities, counted in UTF-16 units", () => {
    expect(parse("🎉 <b>Budi <i>baru</i></b> <code>A&amp;B</code>")).toEqual({
      text: "🎉 Budi baru A&B",
      entities: [
        { type: "bold", offset: 3, length: 9 },
        { type: "italic", offset: 8, length: 4 },
        { type: "code", offset: 13, length: 3 },
      ],
    });
  });

  test("a link keeps its address, a language belongs to the block", () => {
    expect(parse('<a href="https://x.id/?a=1&amp;b=2">bayar</a>').entities).toEqual([
      { type: "text_link", offset: 0, length: 5, url: "https://x.id/?a=1&b=2" },
    ]);
    expect(parse('<pre><code class="language-ts">let a</code></pre>').entities).toEqual([
      { type: "pre", offset: 0, length: 5, language: "ts" },
    ]);
    expect(parse("<blockquote expandable>x</blockquote>").entities[0]?.type).toBe(
      "expandable_blockquote",
    );
    expect(parse('<span class="tg-spoiler">x</span>').entities[0]?.type).toBe("spoiler");
  });

  test("only four names and numbers are references; any other ampersand is itself", () => {
    expect(parse("&lt;b&gt; &quot;&#128512;&#x41; &copy; a & b").text).toBe(
      '<b> "😀A &copy; a & b',
    );
  });

  test("a link to a person mentions one who exists", () => {
    const budi = { id: 7, is_bot: false, first_name: "Budi" };
    const { entities } = parseHtml('<a href="tg://user?id=7">Budi</a>', (id) =>
      id === 7 ? budi : undefined,
    );
    expect(entities).toEqual([{ type: "text_mention", offset: 0, length: 4, user: budi }]);
    expect(parse('<a href="tg://user?id=8">x</a>').entities).toEqual([]);
  });

  test.each([
    ["<br>", 'Unsupported start tag "br" at byte offset 0'],
    ["é<br>", 'Unsupported start tag "br" at byte offset 2'],
    ["1 < 2", 'Unsupported start tag "" at byte offset 2'],
    ["<b", "Unclosed start tag at byte offset 0"],
    ['<a href="x', "Unclosed start tag at byte offset 0"],
    ["<b>x", 'Can\'t find end tag corresponding to start tag "b"'],
    ["x</b>", "Unexpected end tag at byte offset 1"],
    ["<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ["<b>x</b", "Unclosed end tag at byte offset 4"],
    ["<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ["<a href=x!>y</a>", "Unexpected end of name token at byte offset 8"],
  ])("%p is refused", (html, problem) => {
    expect(() => parse(html)).toThrow(`Bad Request: can't parse entities: ${problem}`);
  });
});

describe("what Telegram finds in a text", () => {
  const found = (text: string) =>
    addFoundEntities(text, []).map(({ type, offset, length }) => [
      type,
      text.slice(offset, offset + length),
    ]);

  test("commands, links, mail, mentions, hashtags", () => {
    expect(
      found("/start p_AB kirim ke budi@toko.id, lihat https://toko.id/a. @toko_bot #promo"),
    ).toEqual([
      ["bot_command", "/start"],
      ["email", "budi@toko.id"],
      ["url", "https://toko.id/a"],
      ["mention", "@toko_bot"],
      ["hashtag", "#promo"],
    ]);
  });

  test("nothing is found in code, and no command in a path or a fraction", () => {
    expect(addFoundEntities("/start", [{ type: "code", offset: 0, length: 6 }])).toHaveLength(1);
    expect(found("1/2 a/b #1")).toEqual([]);
  });
});
