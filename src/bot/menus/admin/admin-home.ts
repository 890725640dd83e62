import { prepareCharts } from "../../../outbox/chart-png.ts";
import type { Texts } from "../../../texts/id.ts";
import { type Area, onButton, onCommand, onMenu } from "../../area.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import type { Button } from "../../callback-data.ts";
import { adminHomeScreen } from "../../screens/admin/admin-home.ts";
import type { Allow, Turn } from "../../turn.ts";

/** A room behind the counter: its door shows to those who may enter. */
export type AdminSection = {
  readonly label: (texts: Texts) => string;
  readonly allow: Allow;
  readonly open: Button<Record<never, never>>;
};

/** The front page behind the counter: `/admin`, and the key under the chat. */
export function adminHomeArea(sections: readonly AdminSection[]): Area {
  const staff = { allow: "staff" } as const;
  const show = (turn: Turn) => {
    const open = sections.filter(({ allow }) => turn.may(allow));
    turn.edit(adminHomeScreen({ sections: open, role: turn.user.role }, turn.texts));
    if (turn.may("statistics")) turn.after(prepareCharts);
  };
  return [
    onCommand("admin", { ...staff, describe: ({ adminHome }) => adminHome.command }, show),
    onMenu(({ common }) => common.menu.admin, staff, show),
    onButton(adminHomeButton, staff, show),
  ];
}
