import { z } from "zod";
import { saveTemplate } from "../../../shop/settings/change-template.ts";
import {
  checkTemplate,
  previewTemplate,
  type TemplateProblem,
} from "../../../shop/settings/template.ts";
import {
  isTemplateLabel,
  type TemplateLabel,
  templateCalled,
} from "../../../shop/settings/templates.ts";
import { languages } from "../../../texts/language.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { showTemplate } from "../../menus/admin/show-template.ts";
import { placeholdersText, templateName } from "../../screens/admin/templates.ts";
import type { Turn } from "../../turn.ts";
import { typedHtml } from "../../typed-html.ts";
import { choice, type Dialog, type Next } from "../dialog.ts";

const draft = z.object({
  label: z.custom<TemplateLabel>((label) => typeof label === "string" && isTemplateLabel(label)),
  language: z.enum(languages),
  content: z.string(),
});
type Draft = z.infer<typeof draft>;

/** A text in the shop's own words: written, checked, looked at, and only then saved. */
export function templateDialog(deps: AdminOfficeDeps): Dialog<Draft> {
  return {
    name,
    allow: "texts",
    draft,
    steps: {
      words: {
        ask: ({ texts }, { label }) =>
          texts.adminSettings.texts.ask({
            name: templateName(label, texts),
            placeholders: placeholdersText(label, texts),
          }),
        answer: takeWords,
      },
      confirm: {
        ask: askConfirm,
        answer: takeWords,
        choose: (turn, draft, value) => finish(deps, turn, draft, value),
      },
    },
  };
}

// --- internal ---

const name = "template";

function takeWords(turn: Turn, at: Draft): Next<Draft> {
  const says = turn.texts.adminSettings.texts;
  if (turn.message?.text === undefined) return { again: says.sendText };
  const content = typedHtml(turn.message).trim();
  const checked = checkTemplate(templateCalled(at.label), content);
  if (!checked.ok) return { again: problemText(turn, checked) };
  return { to: "confirm", draft: { ...at, content } };
}

function askConfirm({ texts }: Turn, { label, content }: Draft) {
  const says = texts.adminSettings.texts;
  return {
    text: `${says.confirm}\n\n${previewTemplate(templateCalled(label), content)}`,
    keyboard: [
      [
        choice({ name }, "confirm", says.save, "save"),
        choice({ name }, "confirm", says.again, "again"),
      ],
    ],
  };
}

async function finish(
  { clock }: AdminOfficeDeps,
  turn: Turn,
  at: Draft,
  value: string,
): Promise<Next<Draft>> {
  if (value !== "save") return { to: "words", draft: at };
  const actorId = turn.user.id;
  const saved = await saveTemplate({ db: turn.tx, clock }, { ...at, actorId });
  if (!saved.ok) return { again: problemText(turn, saved) };
  const { texts } = turn;
  turn.edit(texts.adminSettings.texts.saved(templateName(at.label, texts)));
  await showTemplate(turn, at, { as: "new message" });
  return "end";
}

function problemText(
  { texts }: Turn,
  { reason, detail }: { readonly reason: TemplateProblem; readonly detail: string },
): string {
  const { problem, notSaved } = texts.adminSettings.texts;
  const says: Readonly<Record<TemplateProblem, (what: string) => string>> = problem;
  return `${notSaved} ${says[reason](detail)}`;
}
