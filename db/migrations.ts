export type Migration = { readonly name: string; readonly sql: string };

/** In the order in which they are applied. One that has landed is never edited. */
export const migrations: readonly Migration[] = [];
