import { expect, test } from "bun:test";
import type { MessageEntity } from "grammy/types";
import { parseHtml } from "../demo/telegram/parse-html.ts";
import { typedHtml } from "./typed-html.ts";

const entity = (type: string, offset: number, length: number, more = {}) =>
  ({ type, offset, length, ...more }) as MessageEntity;

test("tags that somebody typed stay as they are", () => {
  const entities = [entity("mention", 0, 5)];
  expect(typedHtml({ text: "@toko <b>x</b>", entities })).toBe("@toko <b>x</b>");
});

test("formatting made in Telegram becomes HTML, and signs become what they look like", () => {
  const text = "Halo {name} <3 di sini";
  const entities = [
    entity("bold", 0, 11),
    entity("italic", 5, 6),
    entity("text_link", 15, 7, { url: "https://toko.id/?a=1&b=2" }),
  ];
  const html = typedHtml({ text, entities });
  expect(html).toBe(
    '<b>Halo <i>{name}</i></b> &lt;3 <a href="https://toko.id/?a=1&amp;b=2">di sini</a>',
  );
  expect(parseHtml(html, () => undefined)).toEqual({ text, entities } as never);
});

test("what begins and ends at the same place is nested and not crossed", () => {
  const text = "tebal miring";
  const entities = [entity("bold", 0, 12), entity("italic", 0, 12), entity("code", 6, 6)];
  expect(() => parseHtml(typedHtml({ text, entities }), () => undefined)).not.toThrow();
});
