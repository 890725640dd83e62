import { expect, test } from "bun:test";
import { escapeHtml } from "./html.ts";

test("a product named in tags is shown as it was typed", () => {
  expect(escapeHtml('<b>Netflix</b> & "co"')).toBe(
    "&lt;b&gt;Netflix&lt;/b&gt; &amp; &quot;co&quot;",
  );
});

test("ordinary words pass untouched", () => {
  expect(escapeHtml("Akun Spotify 1 bulan 🎧")).toBe("Akun Spotify 1 bulan 🎧");
});
