export const languages = ["id", "en"] as const;
export type Language = (typeof languages)[number];
