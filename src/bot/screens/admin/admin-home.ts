import type { Role } from "../../../shop/customers/roles.ts";
import type { Texts } from "../../../texts/id.ts";
import type { Button } from "../../callback-data.ts";
import type { Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";

export type AdminHomeView = {
  readonly role: Role;
  readonly sections: readonly {
    readonly label: (texts: Texts) => string;
    readonly open: Pick<Button<Record<never, never>>, "button">;
  }[];
};

/** Only the doors that this person may open, two in a row. */
export function adminHomeScreen({ role, sections }: AdminHomeView, texts: Texts): Screen {
  const { title, nothing, roles } = texts.adminHome;
  const text = title(role === "customer" ? "" : roles[role]);
  if (sections.length === 0) return { text: `${text}\n\n${nothing}` };
  const doors = sections.map(({ label, open }) => open.button(label(texts), {}));
  return { text, keyboard: inRows(doors, 2) };
}
