import { changedTemplates, viewTemplate } from "../../../shop/settings/change-template.ts";
import type { TemplateLabel } from "../../../shop/settings/templates.ts";
import type { Language } from "../../../texts/language.ts";
import { templateListScreen, templateScreen } from "../../screens/admin/templates.ts";
import type { Turn } from "../../turn.ts";

type Which = { readonly label: TemplateLabel; readonly language: Language };

export async function showTemplates(turn: Turn, language: Language): Promise<void> {
  const changed = await changedTemplates(turn.tx, language);
  const marks = new Map([...changed].map(([label, isBroken]) => [label, isBroken ? "⚠️ " : "✏️ "]));
  turn.edit(templateListScreen({ language, marks }, turn.texts));
}

export async function showTemplate(
  turn: Turn,
  { label, language }: Which,
  { as = "edit" }: { readonly as?: "edit" | "new message" } = {},
): Promise<void> {
  const view = await viewTemplate(turn.tx, { label, language });
  const screen = templateScreen({ label, language, view }, turn.texts);
  if (as === "edit") turn.edit(screen);
  else turn.reply(screen);
}
