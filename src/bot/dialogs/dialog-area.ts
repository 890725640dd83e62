import { type Area, onButton, onCommand } from "../area.ts";
import { cancelButton, choiceButton, resumeButton } from "./dialog.ts";
import type { Dialogs } from "./run-dialog.ts";

/** The buttons and the command that every dialog has. */
export function dialogArea(dialogs: Dialogs): Area {
  const everyone = { allow: "everyone" } as const;
  return [
    onButton(choiceButton, everyone, async (turn, press) =>
      dialogs.choose(turn, await dialogs.find(turn), press),
    ),
    onButton(resumeButton, everyone, async (turn) =>
      dialogs.resume(turn, await dialogs.find(turn)),
    ),
    onButton(cancelButton, everyone, async (turn) =>
      dialogs.cancel(turn, await dialogs.find(turn)),
    ),
    onCommand(
      "cancel",
      { ...everyone, describe: ({ common }) => common.commands.cancel },
      async (turn) => dialogs.cancel(turn, await dialogs.find(turn)),
    ),
  ];
}
