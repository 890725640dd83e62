import type { CategoryId, ContentId, ProductId, VoucherId } from "../../lib/ids.ts";
import { defineButton, type Field, flag, id, int, oneOf, word } from "../callback-data.ts";

const product = id<ProductId>();
const category = id<CategoryId>();
const voucher = id<VoucherId>();

/** What an admin searched for, as much of it as a button carries. */
const phrase: Field<string> = {
  write: (text) => Buffer.from(text, "utf8").toString("base64url"),
  read: (text) => (/^[\w-]*$/.test(text) ? Buffer.from(text, "base64url").toString() : undefined),
};

export const productShows = ["all", "active", "hidden", "archived", "low", "out"] as const;
export type ProductShow = (typeof productShows)[number];

/** Products behind the counter. A product itself opens by `adminProductButton`. */
export const productsButton = defineButton("aps", {});
export const productListButton = defineButton("apl", {
  show: oneOf(productShows),
  page: int,
  phrase,
});
export const findProductButton = defineButton("apq", {});
export const newProductButton = defineButton("apn", {});
export const editProductButton = defineButton("ape", { product });
export const productFieldButton = defineButton("apv", { product, field: word });
export const activateButton = defineButton("apa", { product, version: int, on: flag });
export const copyProductButton = defineButton("apc", { product });
export const deleteProductButton = defineButton("apx", { product, sure: flag });
export const restoreProductButton = defineButton("apr", { product });

export const unitViews = [
  "all",
  "available",
  "reserved",
  "sold",
  "quarantined",
  "retired",
] as const;
export type UnitView = (typeof unitViews)[number];

/** Stock; `before` is the id that a page goes on below, 0 at its beginning. */
export const stockSectionButton = defineButton("as", {});
export const stockListButton = defineButton("asl", {
  show: oneOf(productShows),
  page: int,
  phrase,
});
export const findStockProductButton = defineButton("asq", {});
export const stockButton = defineButton("ast", { product });
export const addStockButton = defineButton("asa", { product });
export const unitsButton = defineButton("asu", { product, view: oneOf(unitViews), before: int });
export const unitButton = defineButton("asn", { unit: id<ContentId>() });
export const revealUnitButton = defineButton("asr", { unit: id<ContentId>() });
export const unitActions = ["remove", "quarantine", "release"] as const;
export type UnitAction = (typeof unitActions)[number];
export const unitActionButton = defineButton("asx", {
  unit: id<ContentId>(),
  action: oneOf(unitActions),
  sure: flag,
});
export const revealSharedButton = defineButton("ash", { product });
export const findUnitButton = defineButton("asf", { product });
export const moreUnitsButton = defineButton("asm", { product, before: int, phrase });
export const importsButton = defineButton("asi", { product });
export const undoImportButton = defineButton("asz", { product, upload: int, sure: flag });
export const exportStockButton = defineButton("ase", {
  product,
  view: oneOf(unitViews),
  sure: flag,
});

export const categoriesSectionButton = defineButton("ac", {});
export const categoryListButton = defineButton("acl", { page: int });
export const categoryButton = defineButton("aci", { category });
export const newCategoryButton = defineButton("acn", {});
export const categoryFieldButton = defineButton("acv", {
  category,
  field: oneOf(["name", "emoji"] as const),
});
export const moveCategoryButton = defineButton("acm", { category, up: flag });
export const activateCategoryButton = defineButton("aca", { category, on: flag });
export const deleteCategoryButton = defineButton("acx", { category, sure: flag });
export const categoryProductsButton = defineButton("acp", { category, page: int });

export const voucherShows = ["active", "over", "hidden", "all"] as const;
export type VoucherShow = (typeof voucherShows)[number];
export const vouchersSectionButton = defineButton("av", {});
export const voucherListButton = defineButton("avl", {
  show: oneOf(voucherShows),
  page: int,
  phrase,
});
export const findVoucherButton = defineButton("avq", {});
export const voucherButton = defineButton("avi", { voucher });
export const newVoucherButton = defineButton("avn", {});
export const voucherFieldButton = defineButton("avv", { voucher, field: word });
export const activateVoucherButton = defineButton("ava", { voucher, on: flag });
export const voucherProductsButton = defineButton("avp", { voucher, page: int });
export const voucherProductButton = defineButton("avt", { voucher, product, page: int });
export const everyProductButton = defineButton("avw", { voucher });
export const deleteVoucherButton = defineButton("avx", { voucher, sure: flag });
