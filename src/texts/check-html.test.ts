import { expect, test } from "bun:test";
import { parseHtml } from "../demo/telegram/parse-html.ts";
import { checkHtml } from "./check-html.ts";

const telegramTakes = (html: string): boolean => {
  try {
    parseHtml(html, () => undefined);
    return true;
  } catch {
    return false;
  }
};

test.each([
  "plain",
  "5 > 3 & 2",
  "<b>Halo</b> <i>kamu</i>",
  '<a href="https://t.me/toko">sini</a>',
  "<b><i>x</i></b>",
  '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
  "<blockquote expandable>x</blockquote>",
  '<pre><code class="language-ts">x</code></pre>',
  "&lt;b&gt; &#128512;",
  "<B>x</B>",
])("%p is sent", (html) => {
  expect(checkHtml(html).ok).toBe(true);
  expect(telegramTakes(html)).toBe(true);
});

test.each([
  ["<b>x", "unclosed_tag", "b"],
  ["x</b>", "unexpected_end_tag", "b"],
  ["<b><i>x</b></i>", "unexpected_end_tag", "b"],
  ["<h1>x</h1>", "unknown_tag", "h1"],
  ["1 < 2", "broken_tag", "< 2"],
  ["<3", "broken_tag", "<3"],
  ["<b", "broken_tag", "<b"],
  ["<br/>", "broken_tag", "<br/>"],
  ["<br>", "unknown_tag", "br"],
  ["<a>x</a>", "link_without_address", "a"],
  ['<a href="javascript:alert(1)">x</a>', "link_without_address", "a"],
  ["<span>x</span>", "unknown_tag", "span"],
  ["<blockquote><blockquote>x</blockquote></blockquote>", "nested_quote", "blockquote"],
])("%p is refused: %s", (html, reason, detail) => {
  expect(checkHtml(html)).toEqual({ ok: false, reason, detail } as never);
});

test("whatever is taken here, Telegram takes", () => {
  const pieces = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<",
    ">",
    "&",
    "x",
    '<a href="https://a.id">',
    "</a>",
  ];
  let state = 7;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * pieces.length);
  };
  let taken = 0;
  for (let round = 0; round < 20_000; round++) {
    const html = Array.from({ length: 1 + (round % 6) }, () => pieces[next()]).join("");
    if (!checkHtml(html).ok) continue;
    taken += 1;
    expect([html, telegramTakes(html)]).toEqual([html, true]);
  }
  expect(taken).toBeGreaterThan(1_000);
});

test("what it shows is counted as Telegram counts it", () => {
  const html = "<b>Tom &amp; Jerry</b> &lt;3";
  const checked = checkHtml(html);
  const { text } = parseHtml(html, () => undefined);
  expect(checked.ok && checked.value.length).toBe(text.length);
});
