import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { deposits, moneyIn, paymentProofs, payments } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import { customers } from "../../../db/schema/people.ts";
import type { DepositId, PaymentId } from "../../lib/ids.ts";

export const depositShows = [
  "all",
  "pending",
  "completed",
  "expired",
  "cancelled",
  "rejected",
] as const;
export type DepositShow = (typeof depositShows)[number];

export type MoneyCounts = {
  readonly proofs: number;
  readonly deposits: number;
  readonly unclaimed: number;
};

/** What waits for a decision; counted to 1,001. */
export async function countDeskMoney(queryable: Queryable): Promise<MoneyCounts> {
  const [row] = await queryable.execute<MoneyCounts>(sql`
    select (select count(*) from (select from payment_proofs
        where state = 'waiting' limit 1001) p) as proofs,
      (select count(*) from (select from deposits where state = 'pending' limit 1001) d) as deposits,
      (select count(*) from (select from money_in where unclaimed > 0 limit 1001) m) as unclaimed`);
  if (!row) throw new Error("A count of money came back without a row");
  return row;
}

export type DeskDeposit = typeof deposits.$inferSelect & { readonly customerName: string };

/** The newest first, from where the last page ended. */
export async function listDeposits(
  queryable: Queryable,
  list: { readonly show: DepositShow; readonly before: number; readonly size: number },
): Promise<{ readonly deposits: readonly DeskDeposit[]; readonly older: number | undefined }> {
  const { show, before, size } = list;
  const rows = await queryable
    .select({ deposit: deposits, customerName: customers.firstName })
    .from(deposits)
    .innerJoin(customers, eq(customers.id, deposits.customerId))
    .where(
      and(
        show === "all" ? undefined : eq(deposits.state, show),
        before === 0 ? undefined : lt(deposits.id, before as DepositId),
      ),
    )
    .orderBy(desc(deposits.id))
    .limit(size + 1);
  const page = rows.slice(0, size).map(({ deposit, ...rest }) => ({ ...deposit, ...rest }));
  return { deposits: page, older: rows.length > size ? page.at(-1)?.id : undefined };
}

export type DepositFile = DeskDeposit & {
  readonly payments: readonly (typeof payments.$inferSelect)[];
  /** The newest proof of each of them that waits. */
  readonly waitingProof: number | undefined;
};

export async function depositFile(
  queryable: Queryable,
  depositId: DepositId,
): Promise<DepositFile | undefined> {
  const [row] = await queryable
    .select({ deposit: deposits, customerName: customers.firstName })
    .from(deposits)
    .innerJoin(customers, eq(customers.id, deposits.customerId))
    .where(eq(deposits.id, depositId));
  if (!row) return undefined;
  const [attempts, [proof]] = await Promise.all([
    queryable
      .select()
      .from(payments)
      .where(eq(payments.depositId, depositId))
      .orderBy(asc(payments.id)),
    queryable
      .select({ id: paymentProofs.id })
      .from(paymentProofs)
      .innerJoin(payments, eq(payments.id, paymentProofs.paymentId))
      .where(and(eq(payments.depositId, depositId), eq(paymentProofs.state, "waiting")))
      .orderBy(desc(paymentProofs.id))
      .limit(1),
  ]);
  const { deposit, customerName } = row;
  return { ...deposit, customerName, payments: attempts, waitingProof: proof?.id };
}

/** Who was first, for the admin who comes second. */
export type Decision = {
  readonly state: "waiting" | "approved" | "rejected";
  readonly by: number | null;
  readonly byName: string | undefined;
  readonly at: Date | null;
};

export async function decisionOn(
  queryable: Queryable,
  subject: { readonly proofId: number } | { readonly paymentId: PaymentId },
): Promise<Decision | undefined> {
  const where =
    "proofId" in subject
      ? eq(paymentProofs.id, subject.proofId)
      : eq(paymentProofs.paymentId, subject.paymentId);
  const [proof] = await queryable
    .select({
      state: paymentProofs.state,
      by: paymentProofs.reviewedBy,
      at: paymentProofs.reviewedAt,
    })
    .from(paymentProofs)
    .where(where)
    .orderBy(desc(paymentProofs.id))
    .limit(1);
  const decision =
    proof ?? ("paymentId" in subject ? await moneyOf(queryable, subject) : undefined);
  if (!decision) return undefined;
  return { ...decision, byName: await nameOf(queryable, decision.by) };
}

export type PaymentOnDesk = typeof payments.$inferSelect & {
  /** The code of the order or deposit. */
  readonly thingCode: string;
  readonly customerName: string;
};

export async function paymentOnDesk(
  queryable: Queryable,
  paymentId: PaymentId,
): Promise<PaymentOnDesk | undefined> {
  const [row] = await queryable
    .select({
      payment: payments,
      order: orders.code,
      deposit: deposits.code,
      customerName: customers.firstName,
    })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .leftJoin(orders, eq(orders.id, payments.orderId))
    .leftJoin(deposits, eq(deposits.id, payments.depositId))
    .where(eq(payments.id, paymentId));
  if (!row) return undefined;
  const { payment, order, deposit, customerName } = row;
  return { ...payment, customerName, thingCode: order ?? deposit ?? payment.reference };
}

export type Unclaimed = typeof moneyIn.$inferSelect;

/** Money whose owner nobody knows yet, the oldest first. */
export async function listUnclaimed(
  queryable: Queryable,
  { after, size }: { readonly after: number; readonly size: number },
): Promise<{ readonly money: readonly Unclaimed[]; readonly next: number | undefined }> {
  const rows = await queryable
    .select()
    .from(moneyIn)
    .where(and(sql`${moneyIn.unclaimed} > 0`, gt(moneyIn.id, after)))
    .orderBy(asc(moneyIn.id))
    .limit(size + 1);
  const money = rows.slice(0, size);
  return { money, next: rows.length > size ? money.at(-1)?.id : undefined };
}

export async function findMoneyIn(
  queryable: Queryable,
  id: number,
): Promise<Unclaimed | undefined> {
  const [row] = await queryable.select().from(moneyIn).where(eq(moneyIn.id, id));
  return row;
}

// --- internal ---

/** A transfer that was confirmed without a proof has its confirmation in the books alone. */
async function moneyOf(queryable: Queryable, { paymentId }: { readonly paymentId: PaymentId }) {
  const [money] = await queryable
    .select({ by: moneyIn.confirmedBy, at: moneyIn.receivedAt })
    .from(moneyIn)
    .where(eq(moneyIn.paymentId, paymentId))
    .limit(1);
  return money && { state: "approved" as const, ...money };
}

async function nameOf(queryable: Queryable, id: number | null): Promise<string | undefined> {
  if (id === null) return undefined;
  const [row] = await queryable
    .select({ name: customers.firstName })
    .from(customers)
    .where(sql`${customers.id} = ${id}`);
  return row?.name;
}
