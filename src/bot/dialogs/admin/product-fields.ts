import { parseRupiah } from "../../../lib/money.ts";
import {
  type ProductField,
  type ProductKind,
  productFields,
} from "../../../shop/catalog/product.ts";
import type { Turn } from "../../turn.ts";

/** What an admin edits one by one: the product's own fields, and two that are kept beside them. */
const everyKind = [
  ...(["name", "code", "price", "description", "categoryId", "pictureFileId"] as const),
  ...(["tiers", "instructions", "terms", "maxPerOrder", "lowStockAt", "position"] as const),
] as const;
export const editableFields = [...everyKind, "sharedContent", "cap", "file"] as const;
export type EditableField = (typeof editableFields)[number];
export type PlainField = Exclude<EditableField, "cap" | "file"> & ProductField;

export function isEditable(field: string): field is EditableField {
  return (editableFields as readonly string[]).includes(field);
}

export function fieldsOf(kind: ProductKind): readonly EditableField[] {
  if (kind === "shared") return [...everyKind, "sharedContent", "cap"];
  return kind === "file" ? [...everyKind, "file", "cap"] : everyKind;
}

/** What an emptied field becomes; nothing, where it cannot be empty. */
export const emptied = {
  description: "",
  instructions: "",
  categoryId: null,
  pictureFileId: null,
  terms: null,
  tiers: [],
  maxPerOrder: null,
  lowStockAt: null,
  cap: null,
} as const satisfies Partial<Record<EditableField, unknown>>;

export function isClearable(field: EditableField): field is keyof typeof emptied {
  return field in emptied;
}

/** The value of what was typed or sent; nothing, where the field cannot be that. */
export function readField(turn: Turn, field: PlainField): { readonly value: unknown } | undefined {
  const value = typedValue(turn, field);
  if (value === undefined || value === null) return undefined;
  return productFields[field].safeParse(value).success ? { value } : undefined;
}

export function readWhole(text: string | undefined): number | undefined {
  const digits = text?.trim().replace(/(?<=\d)[.,](?=\d{3}\b)/g, "") ?? "";
  return /^-?\d{1,7}$/.test(digits) ? Number(digits) : undefined;
}

// --- internal ---

function typedValue({ text, photo }: Turn, field: PlainField): unknown {
  switch (field) {
    case "price":
      return parseRupiah(text ?? "");
    case "tiers":
      return tiersIn(text ?? "");
    case "pictureFileId":
      return photo?.fileId;
    case "maxPerOrder":
    case "lowStockAt":
    case "position":
      return readWhole(text);
    case "categoryId":
      return undefined;
    default:
      return photo ? undefined : text?.trim();
  }
}

function tiersIn(text: string): { minQuantity: number; unitPrice: number }[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const tiers = lines.map((line) => {
    const [, quantity, price] = /^\s*(\d{1,5})\s*[=:x×>-]+\s*(.+)$/i.exec(line) ?? [];
    const unitPrice = price === undefined ? undefined : parseRupiah(price);
    return unitPrice === undefined ? undefined : { minQuantity: Number(quantity), unitPrice };
  });
  const known = tiers.filter((tier) => tier !== undefined);
  return known.length === lines.length && lines.length > 0 ? known : undefined;
}
