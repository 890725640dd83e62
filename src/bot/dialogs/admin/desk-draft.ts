import { z } from "zod";

/** What every act at the counter collects before it is done. */
export const deskDraft = z.object({
  /** The order, payment, deposit, money or person that it is about. */
  id: z.number(),
  /** What the admin saw when he began, or the thing within the thing. */
  seen: z.number(),
  amount: z.number(),
  reason: z.string(),
});
export type DeskDraft = z.output<typeof deskDraft>;

export function deskDraftOf(id: number, more: Partial<DeskDraft> = {}): DeskDraft {
  return { seen: 0, amount: 0, reason: "", ...more, id };
}
