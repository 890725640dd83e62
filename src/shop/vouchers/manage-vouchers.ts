import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { constraintOf } from "../../../db/constraint.ts";
import { voucherProducts, vouchers, voucherUses } from "../../../db/schema/vouchers.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ProductId, VoucherId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { checkFields, type VoucherField, type VoucherFields } from "./voucher-fields.ts";

type Deps = { readonly db: Queryable; readonly clock: Clock };

export type VoucherEditRefusal =
  | "not_found"
  | "invalid_field"
  | "duplicate_code"
  /** More uses are taken already than the new limit allows. */
  | "limit_below_taken"
  | "in_use";

type Detail = { readonly field?: VoucherField };

export async function createVoucher(
  { db, clock }: Deps,
  { fields, actorId }: { readonly fields: VoucherFields; readonly actorId: number },
): Promise<Result<{ readonly id: VoucherId; readonly code: string }, VoucherEditRefusal, Detail>> {
  const checked = checkFields(fields);
  if ("wrong" in checked) return refuse("invalid_field", { field: checked.wrong });
  const { code, kind, value, productIds = [], ...rest } = checked.fields;
  if (code === undefined) return refuse("invalid_field", { field: "code" });
  if (kind === undefined) return refuse("invalid_field", { field: "kind" });
  if (value === undefined) return refuse("invalid_field", { field: "value" });
  const at = clock.now();
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(vouchers)
      .values({ code, kind, value, ...rest, createdAt: at, createdBy: actorId })
      .onConflictDoNothing()
      .returning({ id: vouchers.id });
    if (!row) return refuse("duplicate_code", { field: "code" });
    await setProducts(tx, row.id, productIds);
    const subject = `voucher:${row.id}`;
    await writeAudit(tx, { at, actorId, action: "voucher.created", subject, after: fields });
    return ok({ id: row.id, code });
  });
}

/** Orders that were placed keep the discount they have. */
export async function editVoucher(
  { db, clock }: Deps,
  edit: {
    readonly voucherId: VoucherId;
    readonly fields: VoucherFields;
    readonly actorId: number;
  },
): Promise<Result<"edited", VoucherEditRefusal, Detail>> {
  const { voucherId, actorId } = edit;
  const attempt = db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(vouchers)
      .where(eq(vouchers.id, voucherId))
      .for("no key update");
    if (!before) return refuse("not_found", {});
    const { kind, value, validFrom, validUntil } = before;
    const checked = checkFields(edit.fields, { kind, value, validFrom, validUntil });
    if ("wrong" in checked) return refuse("invalid_field", { field: checked.wrong });
    const { productIds, ...fields } = checked.fields;
    const tooLow = await limitBelowTaken(tx, before, fields);
    if (tooLow) return refuse("limit_below_taken", { field: tooLow });
    if (Object.keys(fields).length > 0)
      await tx.update(vouchers).set(fields).where(eq(vouchers.id, voucherId));
    if (productIds) await setProducts(tx, voucherId, productIds);
    await writeAudit(tx, {
      ...{ at: clock.now(), actorId, action: "voucher.edited", subject: `voucher:${voucherId}` },
      ...{ before, after: edit.fields },
    });
    return ok("edited" as const);
  });
  return attempt.catch((error: unknown) => {
    if (constraintOf(error) === "vouchers_code_unique")
      return refuse("duplicate_code", { field: "code" as const });
    throw error;
  });
}

/** Only one that was never taken: what has a history is switched off instead. */
export async function deleteVoucher(
  { db, clock }: Deps,
  { voucherId, actorId }: { readonly voucherId: VoucherId; readonly actorId: number },
): Promise<Result<"deleted", VoucherEditRefusal, Detail>> {
  return db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(vouchers)
      .where(eq(vouchers.id, voucherId))
      .for("update");
    if (!before) return refuse("not_found", {});
    const [use] = await tx
      .select({ orderId: voucherUses.orderId })
      .from(voucherUses)
      .where(eq(voucherUses.voucherId, voucherId))
      .limit(1);
    if (use) return refuse("in_use", {});
    await tx.delete(vouchers).where(eq(vouchers.id, voucherId));
    await writeAudit(tx, {
      ...{ at: clock.now(), actorId, action: "voucher.deleted" },
      ...{ subject: `voucher:${voucherId}`, before },
    });
    return ok("deleted" as const);
  });
}

// --- internal ---

async function setProducts(
  tx: Queryable,
  voucherId: VoucherId,
  productIds: readonly ProductId[],
): Promise<void> {
  await tx.delete(voucherProducts).where(eq(voucherProducts.voucherId, voucherId));
  const rows = [...new Set(productIds)].map((productId) => ({ voucherId, productId }));
  if (rows.length > 0) await tx.insert(voucherProducts).values(rows);
}

async function limitBelowTaken(
  tx: Queryable,
  { id, taken }: { readonly id: VoucherId; readonly taken: number },
  limits: { totalLimit?: number | null; perCustomerLimit?: number | null },
): Promise<VoucherField | undefined> {
  if (limits.totalLimit != null && limits.totalLimit < taken) return "totalLimit";
  if (limits.perCustomerLimit == null) return undefined;
  const [row] = await tx.execute<{ most: number }>(sql`
    select coalesce(max(uses), 0) as most from (
      select count(*) as uses from voucher_uses
      where voucher_id = ${id} and state <> 'released' group by customer_id) each`);
  return (row?.most ?? 0) > limits.perCustomerLimit ? "perCustomerLimit" : undefined;
}
