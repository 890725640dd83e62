import type { StoredDialog } from "./dialogs.queries.ts";

/** A long one that another was begun on top of: it comes back when that one is over. */
export type SetAside = Pick<StoredDialog, "name" | "step" | "draft" | "expiresAt"> & {
  /** Its owner was told that it waits. */
  readonly isOffered: boolean;
};

/** What lies behind the dialog of this name once it begins; of each name only the newest. */
export function setAside(
  stored: StoredDialog | undefined,
  {
    beginning,
    isKept,
    now,
  }: {
    readonly beginning: string;
    readonly isKept: (name: string) => boolean;
    readonly now: Date;
  },
): readonly SetAside[] {
  if (!stored) return [];
  const { name, step, draft, expiresAt, isPaused: isOffered, behind = [] } = stored;
  const all = [...(isKept(name) ? [{ name, step, draft, expiresAt, isOffered }] : []), ...behind];
  return waiting(all, now).filter((each) => each.name !== beginning);
}

export function waiting(behind: readonly SetAside[] = [], now: Date): readonly SetAside[] {
  return behind.filter(({ expiresAt }) => expiresAt > now);
}
