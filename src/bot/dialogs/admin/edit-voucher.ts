import { z } from "zod";
import type { VoucherId } from "../../../lib/ids.ts";
import { createVoucher, editVoucher } from "../../../shop/vouchers/manage-vouchers.ts";
import { checkFields } from "../../../shop/vouchers/voucher-fields.ts";
import { findVoucherByCode } from "../../../shop/vouchers/voucher-list.queries.ts";
import { findVoucher, type VoucherRow } from "../../../shop/vouchers/vouchers.queries.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { voucherButton } from "../../buttons/admin-catalog-buttons.ts";
import type { Screen } from "../../screen.ts";
import { voucherValue } from "../../screens/admin/voucher-value.ts";
import { inRows } from "../../screens/paging.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Next } from "../dialog.ts";
import {
  type Asking,
  chosenValue,
  type DraftValue,
  presetsOf,
  typedVoucherValue,
  type VoucherQuestion,
  voucherFieldsOf,
  voucherQuestions,
  wizardQuestions,
} from "./voucher-questions.ts";

const draftSchema = z.object({
  /** Nothing for a new one. */
  voucher: z
    .number()
    .transform((id) => id as VoucherId)
    .nullable(),
  kind: z.enum(["percent", "flat"]),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** What it was when the question was asked. */
  was: z.string(),
  /** What is still to be asked. */
  queue: z.array(z.enum(voucherQuestions)),
});
export type VoucherDraft = z.output<typeof draftSchema>;

export const emptyVoucher: VoucherDraft = {
  ...{ voucher: null, kind: "percent", values: {}, was: "" },
  queue: [...wizardQuestions],
};

/** Whoever changes the kind is asked for the value that goes with it. */
export function questionsFor(field: VoucherQuestion): VoucherQuestion[] {
  return field === "kind" ? ["kind", "value"] : [field];
}

/** What a question is about, so that somebody else's answer to it is noticed. */
export function stateOf(voucher: VoucherRow, question: VoucherQuestion): string {
  const isWorth = question === "kind" || question === "value";
  return JSON.stringify(isWorth ? [voucher.kind, voucher.value] : voucher[question]);
}

type Show = (turn: Turn, id: VoucherId) => Promise<void>;
type Answer = Promise<Next<VoucherDraft>>;

/** Every rule that checkout knows, each a press away: all for a new voucher, one for an old one. */
export function voucherDialog(deps: AdminCatalogDeps, show: Show): Dialog<VoucherDraft> {
  return {
    name,
    allow: "vouchers",
    draft: draftSchema as z.ZodType<VoucherDraft>,
    whenLeft: "pause",
    steps: {
      question: {
        ask: (turn, draft) => askNext(deps, turn, draft),
        async answer(turn, draft) {
          const question = nextOf(draft);
          const value = typedVoucherValue(question, turn.text ?? "", asking(deps, turn, draft));
          return take(deps, show, turn, draft, value);
        },
        async choose(turn, draft, pressed) {
          const [question, chosen = ""] = pressed.split(".");
          if (question !== nextOf(draft)) return { to: "question", draft };
          const value = chosenValue(question, chosen, asking(deps, turn, draft));
          return take(deps, show, turn, draft, value);
        },
      },
      review: {
        ask: (turn, draft) => askReview(deps, turn, draft),
        choose: (turn, draft) => create(deps, show, turn, draft),
      },
    },
  };
}

// --- internal ---

const name = "vedit";

function nextOf({ queue }: VoucherDraft): VoucherQuestion {
  return queue[0] ?? "code";
}

function asking(deps: AdminCatalogDeps, turn: Turn, { kind }: VoucherDraft): Asking {
  return { zone: deps.zone, now: turn.now, kind, newCode: () => deps.newCode("V") };
}

async function askNext(deps: AdminCatalogDeps, turn: Turn, draft: VoucherDraft): Promise<Screen> {
  const { adminVouchers: words, adminEdit } = turn.texts;
  const question = nextOf(draft);
  const lines = [`🎟 <b>${words.fields[question]}</b>`];
  const voucher = draft.voucher && (await findVoucher(turn.tx, draft.voucher));
  if (voucher) {
    const { kind } = voucher;
    const value = voucherValue(question, voucher[question], { kind, zone: deps.zone }, turn.texts);
    lines.push(adminEdit.nowIs(value));
  } else {
    const all = wizardQuestions.filter((of) => isAsked(of, draft.kind));
    lines[0] += ` · ${all.indexOf(question as (typeof all)[number]) + 1}/${all.length}`;
  }
  const presets = presetsOf(question, draft.kind, turn.texts);
  const keys = presets.map(([label, value]) =>
    choice({ name }, "question", label, `${question}.${value}`),
  );
  return { text: [...lines, "", words.asks[question]].join("\n"), keyboard: inRows(keys, 3) };
}

/** A discount in rupiah needs no largest one. */
function isAsked(question: VoucherQuestion, kind: string): boolean {
  return question !== "maxDiscount" || kind === "percent";
}

async function take(
  deps: AdminCatalogDeps,
  show: Show,
  turn: Turn,
  draft: VoucherDraft,
  value: DraftValue | undefined,
): Answer {
  const { adminVouchers: words } = turn.texts;
  const question = nextOf(draft);
  if (value === undefined) return { again: words.wrong[question] };
  const kind = question === "kind" ? (value as VoucherDraft["kind"]) : draft.kind;
  const values = { ...draft.values, [question]: value };
  const checked = checkFields(voucherFieldsOf({ ...values, kind }));
  if ("wrong" in checked) return { again: words.wrong[question] };
  if (question === "code") {
    const taken = await duplicate(turn, String(value), draft.voucher);
    if (taken) return { again: taken };
  }
  const queue = draft.queue.slice(1).filter((of) => isAsked(of, kind));
  const next = { ...draft, kind, values, queue };
  if (queue.length > 0) return { to: "question", draft: next };
  if (draft.voucher === null) return { to: "review", draft: next };
  return save(deps, show, turn, { ...next, voucher: draft.voucher }, question);
}

async function duplicate(
  turn: Turn,
  code: string,
  own: VoucherId | null,
): Promise<Screen | undefined> {
  const { adminVouchers: words } = turn.texts;
  const other = await findVoucherByCode(turn.tx, code);
  if (!other || other.id === own) return undefined;
  const open = voucherButton.button(words.openExisting, { voucher: other.id });
  return { text: words.duplicate(other.code), keyboard: [[open]] };
}

async function save(
  { clock, zone }: AdminCatalogDeps,
  show: Show,
  turn: Turn,
  draft: VoucherDraft & { readonly voucher: VoucherId },
  question: VoucherQuestion,
): Answer {
  const { adminVouchers: words } = turn.texts;
  const again = { ...draft, queue: [question] };
  const current = await findVoucher(turn.tx, draft.voucher);
  const now = current && stateOf(current, question);
  if (current && now !== undefined && now !== draft.was) {
    const value = voucherValue(question, current[question], { ...current, zone }, turn.texts);
    const text = words.changedMeanwhile(words.fields[question], value);
    return { again: text, draft: { ...again, was: now } };
  }
  const edit = {
    ...{ voucherId: draft.voucher, actorId: turn.user.id },
    fields: voucherFieldsOf(draft.values),
  };
  const saved = await editVoucher({ db: turn.tx, clock }, edit);
  if (saved.ok) {
    const said = words.saved(words.fields[question]);
    if (turn.callback) turn.answer(said);
    else turn.reply(said);
    await show(turn, draft.voucher);
    return "end";
  }
  if (saved.reason === "not_found") {
    turn.reply(words.list.gone);
    return "end";
  }
  const isLimit = saved.reason === "limit_below_taken";
  return { again: isLimit ? words.limitBelowTaken : words.wrong[question], draft: again };
}

async function askReview(
  { zone }: AdminCatalogDeps,
  turn: Turn,
  { kind, values }: VoucherDraft,
): Promise<Screen> {
  const { adminVouchers: words } = turn.texts;
  const lines = wizardQuestions
    .filter((question) => isAsked(question, kind) && question !== "kind")
    .map((question) => {
      const value = voucherValue(question, values[question], { kind, zone }, turn.texts);
      return words.card.line(words.fields[question], value);
    });
  const saveIt = choice({ name }, "review", words.save, "save");
  return { text: [words.review, "", ...lines].join("\n"), keyboard: [[saveIt]] };
}

async function create(
  { clock }: AdminCatalogDeps,
  show: Show,
  turn: Turn,
  draft: VoucherDraft,
): Answer {
  const { adminVouchers: words } = turn.texts;
  const fields = { ...voucherFieldsOf(draft.values), kind: draft.kind };
  const created = await createVoucher({ db: turn.tx, clock }, { fields, actorId: turn.user.id });
  if (created.ok) {
    turn.answer(words.created);
    await show(turn, created.value.id);
    return "end";
  }
  // Somebody was faster with this code, or a day has become the past.
  const field = voucherQuestions.find((question) => question === created.detail.field) ?? "code";
  turn.reply(
    created.reason === "duplicate_code"
      ? words.duplicate(String(draft.values["code"]))
      : words.wrong[field],
  );
  return { to: "question", draft: { ...draft, queue: [field] } };
}
