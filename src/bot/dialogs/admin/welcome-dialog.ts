import { z } from "zod";
import { changeSetting } from "../../../shop/settings/change-setting.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { showWelcome } from "../../menus/admin/show-welcome.ts";
import type { Dialog } from "../dialog.ts";

const draft = z.object({});

/** One picture or one sticker; the other one goes. */
export function welcomeDialog({ clock }: AdminOfficeDeps): Dialog<z.infer<typeof draft>> {
  return {
    name: "welcome",
    allow: "texts",
    draft,
    steps: {
      picture: {
        ask: ({ texts }) => texts.adminSettings.picture.ask,
        async answer(turn) {
          const says = turn.texts.adminSettings.picture;
          const photo = turn.photo?.fileId ?? null;
          const sticker = turn.message?.sticker?.file_id ?? null;
          if (photo === null && sticker === null) return { again: says.wrongKind };
          const by = { actorId: turn.user.id };
          const db = { db: turn.tx, clock };
          const saved = [
            await changeSetting(db, { ...by, key: "welcomePicture", value: photo }),
            await changeSetting(db, { ...by, key: "welcomeSticker", value: sticker }),
          ];
          if (saved.some(({ ok }) => !ok)) return { again: says.wrongKind };
          turn.reply(says.saved);
          await showWelcome(turn, { as: "new message" });
          return "end";
        },
      },
    },
  };
}
