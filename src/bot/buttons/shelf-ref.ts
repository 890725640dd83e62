import type { CategoryId } from "../../lib/ids.ts";
import type { Field } from "../callback-data.ts";

/** Which list somebody looks at, and where in it: small enough to travel in a button. */
export type ShelfRef = { readonly page: number } & (
  | { readonly list: "all" | "stock" }
  | { readonly list: "category"; readonly categoryId: CategoryId }
  | { readonly list: "search"; readonly phrase: string }
);

export const wholeShelf: ShelfRef = { list: "all", page: 0 };

export const shelfRef: Field<ShelfRef> = {
  write: (ref) => `${placeOf(ref)}.${ref.page.toString(36)}`,
  read(text) {
    const match = /^([asck])([\w-]*)\.([0-9a-z]{1,5})$/.exec(text);
    const [, list, of = "", digits = ""] = match ?? [];
    const page = Number.parseInt(digits, 36);
    if (list === "a" && of === "") return { list: "all", page };
    if (list === "k" && of === "") return { list: "stock", page };
    const categoryId = Number.parseInt(of, 36);
    if (list === "c" && categoryId > 0) {
      return { list: "category", categoryId: categoryId as CategoryId, page };
    }
    const phrase = Buffer.from(of, "base64url").toString("utf8");
    return list === "s" && phrase !== "" ? { list: "search", phrase, page } : undefined;
  },
};

/** What was searched for, as much of it as a button carries: whole letters, 24 bytes. */
export function searchPhrase(typed: string): string {
  let phrase = "";
  for (const letter of typed.trim().replace(/\s+/g, " ")) {
    if (Buffer.byteLength(phrase + letter) > 24) break;
    phrase += letter;
  }
  return phrase.trim();
}

// --- internal ---

function placeOf(ref: ShelfRef): string {
  switch (ref.list) {
    case "all":
      return "a";
    case "stock":
      return "k";
    case "category":
      return `c${ref.categoryId.toString(36)}`;
    case "search":
      return `s${Buffer.from(ref.phrase, "utf8").toString("base64url")}`;
  }
}
