import { z } from "zod";

export const categoryFields = {
  name: z.string().trim().min(1).max(60),
  emoji: z.string().trim().max(16),
  position: z.number().int().min(-1_000_000).max(1_000_000),
  isActive: z.boolean(),
} as const;
export type CategoryField = keyof typeof categoryFields;
export type CategoryValues = {
  readonly [Field in CategoryField]?: z.input<(typeof categoryFields)[Field]> | undefined;
};

/** `Akun Premium ✨` becomes `akun-premium`: what links and files call it. */
export function slugOf(name: string): string {
  const plain = name.normalize("NFKD").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "kategori";
}
