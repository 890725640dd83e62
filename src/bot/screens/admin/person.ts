import { cut } from "../../../texts/cut.ts";
import { escapeHtml } from "../../../texts/html.ts";

/** The name as a link to the person, as HTML. */
export function personHtml(it: {
  readonly id: number;
  readonly firstName: string;
  readonly username?: string | null;
}): string {
  const name = escapeHtml(cut(it.firstName || String(it.id), 40));
  const at = it.username ? ` @${escapeHtml(it.username)}` : "";
  return `<a href="tg://user?id=${it.id}">${name}</a>${at}`;
}
