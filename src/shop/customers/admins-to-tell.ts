import type { Queryable } from "../../../db/client.ts";
import { staff } from "../../../db/schema/people.ts";
import type { MessageKind } from "../messages/message.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { NoticeKind } from "../settings/setting-rules.ts";
import { type Counter, type Right, standingOf } from "./roles.ts";

/**
 * Who hears of what: the admins, and the staff who may act on it. Owners have their alerts, and
 * get a notice only where it asks for a decision that nobody else could make.
 */
export async function adminsToTell(
  { db, counter }: { readonly db: Queryable; readonly counter: Counter },
  kind: MessageKind,
): Promise<number[]> {
  const notice = notices[kind as keyof typeof notices] as Notice | undefined;
  if (!notice) return [];
  const { mutedNotices } = await readSettings(db);
  if (notice.muted !== undefined && mutedNotices.includes(notice.muted)) return [];
  const rows = await db.select({ id: staff.telegramId, rights: staff.rights }).from(staff);
  const helpers = rows
    .filter(({ id, rights }) => {
      const standing = standingOf(counter, id, rights);
      return standing.role === "staff" && standing.rights.has(notice.right);
    })
    .map(({ id }) => id);
  const told = new Set([...counter.adminIds, ...helpers]);
  if (told.size > 0 || !notice.isForDecision) return [...told];
  return [...new Set(counter.ownerIds)];
}

// --- internal ---

type Notice = {
  readonly right: Right;
  /** The name under which admins turn it off; without, nobody can. */
  readonly muted?: NoticeKind;
  /** Nothing goes on until a person has decided. */
  readonly isForDecision?: true;
};

type AdminKind = Extract<MessageKind, `admin_${string}`>;

const notices = {
  admin_new_order: { right: "orders", muted: "new_order" },
  admin_order_paid: { right: "orders", muted: "order_paid" },
  admin_order_expired: { right: "orders", muted: "order_expired" },
  admin_deposit: { right: "money", muted: "deposit" },
  admin_deposit_expired: { right: "money", muted: "deposit" },
  admin_proof: { right: "money", muted: "proof", isForDecision: true },
  admin_money_attention: { right: "money", isForDecision: true },
  admin_attention: { right: "orders", isForDecision: true },
  admin_stock: { right: "stock", muted: "stock" },
  admin_spam: { right: "customers", muted: "spam" },
} as const satisfies Record<AdminKind, Notice>;
