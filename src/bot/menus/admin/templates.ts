import { outgoing } from "../../../outbox/outgoing-call.ts";
import { changeSetting } from "../../../shop/settings/change-setting.ts";
import { resetTemplate, viewTemplate } from "../../../shop/settings/change-template.ts";
import { readSettings } from "../../../shop/settings/read-settings.ts";
import { isTemplateLabel, type TemplateLabel } from "../../../shop/settings/templates.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  editTemplateButton,
  editWelcomeButton,
  removeWelcomeButton,
  resetTemplateButton,
  showWelcomeButton,
  templateButton,
  templateListButton,
  templateSourceButton,
  templatesSectionButton,
  welcomeButton,
} from "../../buttons/admin-office-buttons.ts";
import { templateDialog } from "../../dialogs/admin/template-dialog.ts";
import { welcomeDialog } from "../../dialogs/admin/welcome-dialog.ts";
import { sureResetScreen, templateSourceScreen } from "../../screens/admin/templates.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { showTemplate, showTemplates } from "./show-template.ts";
import { showWelcome } from "./show-welcome.ts";

export const templatesSection: AdminSection = {
  label: ({ adminSettings }) => adminSettings.texts.section,
  allow: "texts",
  open: templatesSectionButton,
};

/** What customers read, in the shop's own words and pictures. */
export function templatesArea(deps: AdminOfficeDeps): Area {
  const rules = { allow: "texts" } as const;
  const words = templateDialog(deps);
  const welcome = welcomeDialog(deps);
  return [
    onButton(templatesSectionButton, rules, (turn) => showTemplates(turn, turn.user.language)),
    onButton(templateListButton, rules, (turn, { language }) => showTemplates(turn, language)),
    onButton(templateButton, rules, (turn, which) =>
      known(turn, which, (of) => showTemplate(turn, of)),
    ),
    onButton(templateSourceButton, rules, (turn, which) =>
      known(turn, which, async (of) =>
        turn.edit(templateSourceScreen(await viewTemplate(turn.tx, of), turn.texts, of)),
      ),
    ),
    onButton(editTemplateButton, rules, (turn, which) =>
      known(turn, which, ({ label, language }) =>
        turn.dialog.start(words, { label, language, content: "" }),
      ),
    ),
    onButton(resetTemplateButton, rules, (turn, { sure, ...which }) =>
      known(turn, which, async (of) => {
        if (!sure) return turn.edit(sureResetScreen(of, turn.texts));
        const db = { db: turn.tx, clock: deps.clock };
        const reset = await resetTemplate(db, { ...of, actorId: turn.user.id });
        const { isReset, wasBuiltIn } = turn.texts.adminSettings.texts;
        turn.answer(reset.ok ? isReset : wasBuiltIn);
        await showTemplate(turn, of);
      }),
    ),
    onButton(welcomeButton, rules, (turn) => showWelcome(turn)),
    onButton(editWelcomeButton, rules, (turn) => turn.dialog.start(welcome, {})),
    onButton(showWelcomeButton, rules, previewWelcome),
    onButton(removeWelcomeButton, rules, async (turn) => {
      for (const key of ["welcomePicture", "welcomeSticker"]) {
        const change = { key, value: null, actorId: turn.user.id };
        await changeSetting({ db: turn.tx, clock: deps.clock }, change);
      }
      turn.answer(turn.texts.adminSettings.picture.removed);
      await showWelcome(turn);
    }),
    onDialog(words),
    onDialog(welcome),
  ];
}

// --- internal ---

function known<Which extends { readonly label: string }>(
  turn: Turn,
  which: Which,
  run: (which: Which & { readonly label: TemplateLabel }) => void | Promise<void>,
): void | Promise<void> {
  const { label } = which;
  if (isTemplateLabel(label)) return run({ ...which, label });
  turn.answer(turn.texts.adminSettings.texts.unavailable, { alert: true });
}

async function previewWelcome(turn: Turn): Promise<void> {
  const { welcomePicture: photo, welcomeSticker: sticker } = await readSettings(turn.tx);
  const where = { chat_id: turn.chatId };
  if (photo) turn.send(outgoing("sendPhoto", { ...where, photo }));
  else if (sticker) turn.send(outgoing("sendSticker", { ...where, sticker }));
  else turn.answer(turn.texts.adminSettings.picture.nothing);
}
