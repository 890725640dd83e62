import type { CustomerId } from "../../../lib/ids.ts";
import { findPerson } from "../../../shop/customers/find-person.ts";
import { addStaff } from "../../../shop/customers/manage-staff.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { personOf } from "../../menus/admin/show-money.ts";
import { showMember } from "../../menus/admin/show-staff.ts";
import { tellStaff } from "../../menus/admin/tell-staff.ts";
import type { Turn } from "../../turn.ts";
import type { Dialog } from "../dialog.ts";
import { type DeskDraft, deskDraft } from "./desk-draft.ts";
import { sureStep } from "./desk-steps.ts";

/** Somebody who has started the bot: by id, by @username, or by a message that is forwarded. */
export function addStaffDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "shire";
  return {
    ...{ name: dialog, allow: "owner", draft: deskDraft },
    steps: {
      who: {
        ask: (turn) => turn.texts.adminPeople.staff.askPerson,
        async answer(turn, draft) {
          const { staff } = turn.texts.adminPeople;
          const named = forwarded(turn) ?? turn.text ?? "";
          if (named === "hidden") return { again: staff.hidden };
          const person = await findPerson(turn.tx, named);
          if (!person) return { again: staff.refused.unknown_person };
          return { to: "sure", draft: { ...draft, id: person.id } };
        },
      },
      sure: sureStep({
        dialog,
        ask: async (turn, { id }) =>
          turn.texts.adminPeople.staff.sure(await personOf(turn, id as CustomerId)),
        go: (turn, { id }) => hire(turn, deps, id),
      }),
    },
  };
}

export async function hire(turn: Turn, deps: AdminDeskDeps, id: number): Promise<void> {
  const { staff } = turn.texts.adminPeople;
  const given = { db: turn.tx, clock: deps.clock, counter: deps.counter };
  const done = await addStaff(given, { id: id as CustomerId, actorId: turn.user.id });
  if (!done.ok) return turn.edit(staff.refused[done.reason]);
  await tellStaff(turn, deps, id, (tell) => tell.added);
  turn.after(() => {
    deps.wakeOutbox();
    deps.onStaffChanged?.(id);
  });
  await showMember(turn, deps, id);
}

// --- internal ---

/** Whose message was forwarded, as an id in words; "hidden" where the person does not show it. */
function forwarded({ message }: Turn): string | undefined {
  const origin = message?.forward_origin;
  if (!origin) return undefined;
  return origin.type === "user" ? String(origin.sender_user.id) : "hidden";
}
