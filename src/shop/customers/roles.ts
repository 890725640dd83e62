/** What the owner may entrust to staff, one by one. */
export const rights = [
  "products",
  "stock",
  "orders",
  "money",
  "customers",
  "vouchers",
  "texts",
  "settings",
  "statistics",
] as const;
export type Right = (typeof rights)[number];

export const roles = ["customer", "staff", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

/** Owners and admins come from the configuration alone: no row can make one. */
export type Counter = {
  readonly ownerIds: readonly number[];
  readonly adminIds: readonly number[];
};

export type Standing = { readonly role: Role; readonly rights: ReadonlySet<Right> };

/** `staffRights` is what the table of staff says; nothing, where the person is not in it. */
export function standingOf(
  { ownerIds, adminIds }: Counter,
  id: number,
  staffRights: readonly string[] | null,
): Standing {
  if (ownerIds.includes(id)) return { role: "owner", rights: all };
  if (adminIds.includes(id)) return { role: "admin", rights: all };
  if (!staffRights) return { role: "customer", rights: new Set() };
  return { role: "staff", rights: new Set(rights.filter((right) => staffRights.includes(right))) };
}

// --- internal ---

const all: ReadonlySet<Right> = new Set(rights);
