import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { replyTemplates } from "../../../db/schema/back-office.ts";
import type { Clock } from "../../lib/clock.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import type { Language } from "../../texts/language.ts";
import { texts } from "../../texts/texts.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { checkTemplate, type TemplateProblem } from "./template.ts";
import { isTemplateLabel, type TemplateLabel, templateCalled } from "./templates.ts";

type Deps = { readonly db: Queryable; readonly clock: Clock };
type Which = { readonly label: TemplateLabel; readonly language: Language };

export async function saveTemplate(
  { db, clock }: Deps,
  { label, language, actorId, ...given }: Which & { content: string; actorId: number },
): Promise<Result<undefined, TemplateProblem, string>> {
  const content = given.content.trim();
  const checked = checkTemplate(templateCalled(label), content);
  if (!checked.ok) return checked;
  const at = clock.now();
  return db.transaction(async (tx) => {
    await lock(tx);
    const before = await stored(tx, { label, language });
    if (before === content) return ok(undefined);
    const row = { content, updatedAt: at, updatedBy: actorId };
    await tx
      .insert(replyTemplates)
      .values({ label, language, ...row })
      .onConflictDoUpdate({ target: [replyTemplates.label, replyTemplates.language], set: row });
    await writeAudit(tx, {
      ...{ at, actorId, action: "template.changed", subject: `template:${label}:${language}` },
      ...{ before: before ?? null, after: content },
    });
    return ok(undefined);
  });
}

/** The built-in words again. */
export async function resetTemplate(
  { db, clock }: Deps,
  { label, language, actorId }: Which & { actorId: number },
): Promise<Result<undefined, "is_built_in">> {
  return db.transaction(async (tx) => {
    await lock(tx);
    const before = await stored(tx, { label, language });
    if (before === undefined) return refuse("is_built_in");
    await tx.delete(replyTemplates).where(called({ label, language }));
    await writeAudit(tx, {
      ...{ at: clock.now(), actorId, action: "template.reset" },
      ...{ subject: `template:${label}:${language}`, before, after: null },
    });
    return ok(undefined);
  });
}

export type TemplateView = {
  /** What customers are told now, with its placeholders. */
  readonly content: string;
  readonly isChanged: boolean;
  /** Changed, and the built-in words speak all the same. */
  readonly isBroken: boolean;
};

export async function viewTemplate(
  queryable: Queryable,
  { label, language }: Which,
): Promise<TemplateView> {
  const own = await stored(queryable, { label, language });
  const template = templateCalled(label);
  const content = own ?? template.builtIn(texts[language]);
  const isBroken = own !== undefined && !checkTemplate(template, own).ok;
  return { content, isChanged: own !== undefined, isBroken };
}

/** Those that somebody wrote, and whether each is broken. */
export async function changedTemplates(
  queryable: Queryable,
  language: Language,
): Promise<ReadonlyMap<TemplateLabel, boolean>> {
  const { label, content } = replyTemplates;
  const rows = await queryable
    .select({ label, content })
    .from(replyTemplates)
    .where(eq(replyTemplates.language, language));
  return new Map(
    rows.flatMap((row) =>
      isTemplateLabel(row.label)
        ? [[row.label, !checkTemplate(templateCalled(row.label), row.content).ok] as const]
        : [],
    ),
  );
}

// --- internal ---

function called({ label, language }: Which) {
  return and(eq(replyTemplates.label, label), eq(replyTemplates.language, language));
}

async function stored(queryable: Queryable, which: Which): Promise<string | undefined> {
  const [row] = await queryable
    .select({ content: replyTemplates.content })
    .from(replyTemplates)
    .where(called(which));
  return row?.content;
}

/** One change at a time, so that the audit log's before is what really was. */
async function lock(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('reply_templates'))`);
}
