import { calculationKinds } from "../../shop/reports/calculate.ts";
import { languages } from "../../texts/language.ts";
import { defineButton, flag, oneOf, word } from "../callback-data.ts";

/** Settings; the key is a word, so that a button of yesterday never means another setting. */
export const settingsButton = defineButton("stg", {});
export const settingGroupButton = defineButton("stgg", { group: word });
export const settingButton = defineButton("stgk", { key: word });
export const setFlagButton = defineButton("stgf", { key: word, on: flag, sure: flag });
export const chooseSettingButton = defineButton("stgc", { key: word, choice: word, on: flag });
export const editSettingButton = defineButton("stge", { key: word });
export const resetSettingButton = defineButton("stgr", { key: word });

const language = oneOf(languages);

/** Texts that customers read. */
export const templatesSectionButton = defineButton("tpl", {});
export const templateListButton = defineButton("tpll", { language });
export const templateButton = defineButton("tplk", { label: word, language });
export const templateSourceButton = defineButton("tpls", { label: word, language });
export const editTemplateButton = defineButton("tple", { label: word, language });
export const resetTemplateButton = defineButton("tplr", { label: word, language, sure: flag });

export const welcomeButton = defineButton("wel", {});
export const editWelcomeButton = defineButton("wele", {});
export const showWelcomeButton = defineButton("wels", {});
export const removeWelcomeButton = defineButton("welx", {});

export const reportCharts = ["revenue", "orders", "sellers"] as const;
export type ReportChart = (typeof reportCharts)[number];

/** Figures from day to day, both as in 20261120. */
export const statisticsButton = defineButton("rep", {});
export const reportButton = defineButton("repv", {
  first: word,
  last: word,
  chart: oneOf(reportCharts),
});
export const reportRangeButton = defineButton("repr", {});
export const reportFileButton = defineButton("repf", { first: word, last: word });

export const calculatorButton = defineButton("cal", {});
export const calculateButton = defineButton("calk", { kind: oneOf(calculationKinds) });
export const calculationsButton = defineButton("calh", {});
