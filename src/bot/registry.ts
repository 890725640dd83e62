import { texts } from "../texts/texts.ts";
import type {
  Area,
  ButtonRegistration,
  CommandRegistration,
  DeepLinkRegistration,
  DialogRegistration,
  MenuRegistration,
  Registration,
  TypedRegistration,
} from "./area.ts";

/** Everything that the bot answers to, by what calls it. */
export type Registry = {
  readonly all: readonly Registration[];
  command(name: string): CommandRegistration | undefined;
  menu(text: string): MenuRegistration | undefined;
  button(name: string): ButtonRegistration | undefined;
  dialog(name: string): DialogRegistration | undefined;
  deepLink(payload: string): DeepLinkRegistration | undefined;
  typed(text: string): readonly TypedRegistration[];
};

/** Two areas that want the same word are a mistake, found when the bot starts. */
export function makeRegistry(areas: readonly Area[]): Registry {
  const all = areas.flat();
  const commands = byKey(ofKind(all, "command"), ({ name }) => [name]);
  const menus = byKey(ofKind(all, "menu"), ({ label }) => [
    ...new Set(Object.values(texts).map((language) => plainLabel(label(language)))),
  ]);
  const buttons = byKey(ofKind(all, "button"), ({ name }) => [name]);
  const dialogs = byKey(ofKind(all, "dialog"), ({ name }) => [name]);
  const links = byKey(ofKind(all, "deep link"), ({ prefix }) => [prefix]);
  const typed = ofKind(all, "typed");
  return {
    all,
    command: (name) => commands.get(name),
    menu: (text) => menus.get(plainLabel(text)),
    button: (name) => buttons.get(name),
    dialog: (name) => dialogs.get(name),
    deepLink: (payload) =>
      [...links.values()].find(({ prefix }) => prefix !== "" && payload.startsWith(prefix)),
    typed: (text) => typed.filter(({ matches }) => matches(text)),
  };
}

// --- internal ---

function ofKind<Kind extends Registration["kind"]>(all: readonly Registration[], kind: Kind) {
  return all.filter((entry): entry is Extract<Registration, { kind: Kind }> => entry.kind === kind);
}

function byKey<Entry extends Registration>(
  entries: readonly Entry[],
  keysOf: (entry: Entry) => readonly string[],
): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const entry of entries) {
    for (const key of keysOf(entry)) {
      if (found.has(key)) throw new Error(`Two areas answer to the ${entry.kind} "${key}"`);
      found.set(key, entry);
    }
  }
  return found;
}

/** Some keyboards drop the invisible mark behind an emoji. */
function plainLabel(text: string): string {
  return text
    .replace(/\uFE0F/g, "")
    .trim()
    .toLowerCase();
}
