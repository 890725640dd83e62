import type { TemplateView } from "../../../shop/settings/change-template.ts";
import { previewTemplate } from "../../../shop/settings/template.ts";
import {
  type TemplateLabel,
  templateCalled,
  templateLabels,
} from "../../../shop/settings/templates.ts";
import { escapeHtml } from "../../../texts/html.ts";
import type { Texts } from "../../../texts/id.ts";
import { type Language, languages } from "../../../texts/language.ts";
import { texts as allTexts } from "../../../texts/texts.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import {
  editTemplateButton,
  resetTemplateButton,
  templateButton,
  templateListButton,
  templateSourceButton,
  welcomeButton,
} from "../../buttons/admin-office-buttons.ts";
import type { Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";

type Which = { readonly label: TemplateLabel; readonly language: Language };

export function templateListScreen(
  { language, marks }: { readonly language: Language; readonly marks: ReadonlyMap<string, string> },
  texts: Texts,
): Screen {
  const says = texts.adminSettings.texts;
  const doors = templateLabels.map((label) =>
    templateButton.button(`${marks.get(label) ?? ""}${templateName(label, texts)}`, {
      ...{ label, language },
    }),
  );
  const others = languages
    .filter((other) => other !== language)
    .map((other) =>
      templateListButton.button(says.otherLanguage(allTexts[other].common.languageName), {
        language: other,
      }),
    );
  return {
    text: says.title(allTexts[language].common.languageName),
    keyboard: [
      ...inRows(doors, 2),
      [welcomeButton.button(says.picture, {}), ...others],
      [adminHomeButton.button(texts.adminHome.back, {})],
    ],
  };
}

export function templateScreen(
  { label, language, view }: Which & { readonly view: TemplateView },
  texts: Texts,
): Screen {
  const says = texts.adminSettings.texts;
  const state = view.isBroken ? says.isBroken : view.isChanged ? says.isChanged : says.isBuiltIn;
  const template = templateCalled(label);
  // Who mends a broken one is shown what customers read meanwhile.
  const shown = view.isBroken ? template.builtIn(allTexts[language]) : view.content;
  const text = [
    `🖋 <b>${templateName(label, texts)}</b> (${allTexts[language].common.languageName})`,
    aboutOf(label, texts),
    state,
    "",
    `<b>${says.preview}</b>`,
    previewTemplate(template, shown),
  ].join("\n");
  const back = templateListButton.button(says.back, { language });
  const reset = resetTemplateButton.button(says.reset, { label, language, sure: false });
  return {
    text,
    keyboard: [
      [
        editTemplateButton.button(says.edit, { label, language }),
        templateSourceButton.button(says.source, { label, language }),
      ],
      ...(view.isChanged ? [[reset]] : []),
      otherLanguages({ label, language }, texts),
      [back],
    ],
  };
}

/** As it is written: one tap copies it, and it can be sent back changed. */
export function templateSourceScreen(
  { content }: TemplateView,
  texts: Texts,
  which: Which,
): Screen {
  return {
    text: [`<pre>${escapeHtml(content)}</pre>`, "", placeholdersText(which.label, texts)].join(
      "\n",
    ),
    keyboard: [[templateButton.button(texts.common.back, which)]],
  };
}

export function sureResetScreen(which: Which, texts: Texts): Screen {
  const says = texts.adminSettings.texts;
  return {
    text: says.sureReset,
    keyboard: [
      [resetTemplateButton.button(says.sure, { ...which, sure: true })],
      [templateButton.button(texts.common.back, which)],
    ],
  };
}

export function placeholdersText(label: TemplateLabel, texts: Texts): string {
  const says = texts.adminSettings.texts;
  const names = Object.keys(templateCalled(label).placeholders);
  if (names.length === 0) return says.noPlaceholders;
  const lines = names.map((name) => says.placeholder(name, says.placeholders[name] ?? name));
  return [says.placeholderTitle, ...lines].join("\n");
}

export function templateName(label: TemplateLabel, { adminSettings }: Texts): string {
  const names: Readonly<Record<TemplateLabel, string>> = adminSettings.texts.names;
  return names[label];
}

// --- internal ---

function aboutOf(label: TemplateLabel, { adminSettings }: Texts): string {
  const about: Readonly<Record<TemplateLabel, string>> = adminSettings.texts.about;
  return about[label];
}

function otherLanguages({ label, language }: Which, { adminSettings }: Texts) {
  return languages
    .filter((other) => other !== language)
    .map((other) => {
      const name = adminSettings.texts.otherLanguage(allTexts[other].common.languageName);
      return templateButton.button(name, { label, language: other });
    });
}
