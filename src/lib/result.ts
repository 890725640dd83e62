/** An expected refusal is a value; a fault is thrown. */
export type Result<T, Reason extends string, Detail = undefined> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Reason; readonly detail: Detail };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<Reason extends string>(
  reason: Reason,
): { readonly ok: false; readonly reason: Reason; readonly detail: undefined };
export function refuse<Reason extends string, Detail>(
  reason: Reason,
  detail: Detail,
): { readonly ok: false; readonly reason: Reason; readonly detail: Detail };
export function refuse(reason: string, detail?: unknown) {
  return { ok: false, reason, detail } as const;
}
