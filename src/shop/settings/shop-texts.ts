import { eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { replyTemplates } from "../../../db/schema/back-office.ts";
import type { Texts } from "../../texts/id.ts";
import type { Language } from "../../texts/language.ts";
import { texts } from "../../texts/texts.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { checkTemplate, wordsOf } from "./template.ts";
import { isTemplateLabel, templateCalled } from "./templates.ts";

/**
 * The texts as this shop says them. Asked each time, so that a change holds from the next message
 * on. A template that would not be sent never stops a sale: the built-in words speak in its place,
 * and the admins hear of it once for each time that it was written.
 */
export async function shopTexts(
  queryable: Queryable,
  language: Language,
  at: Date,
): Promise<Texts> {
  const rows = await queryable
    .select()
    .from(replyTemplates)
    .where(eq(replyTemplates.language, language));
  let shop = texts[language];
  for (const { label, content, updatedAt } of rows) {
    if (!isTemplateLabel(label)) continue;
    const template = templateCalled(label);
    if (checkTemplate(template, content).ok) {
      shop = template.replace(shop, wordsOf(template, content, language));
    } else await tellAdmins(queryable, `${label}:${language}`, { updatedAt, at });
  }
  return shop;
}

// --- internal ---

async function tellAdmins(
  queryable: Queryable,
  which: string,
  { updatedAt, at }: { readonly updatedAt: Date; readonly at: Date },
): Promise<void> {
  const subject = `template:${which}`;
  await queueMessages(queryable, [
    {
      ...{ to: "admins", lane: "notice", at },
      message: { kind: "admin_attention", subject, detail: "template_broken" },
      dedupeKey: `template_broken:${which}:${updatedAt.getTime()}`,
    },
  ]);
}
