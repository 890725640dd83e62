import { defineButton } from "../callback-data.ts";

/** The way back to the counter's front page. */
export const adminHomeButton = defineButton("adm", {});
