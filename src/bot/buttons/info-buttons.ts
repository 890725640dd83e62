import { defineButton, oneOf } from "../callback-data.ts";

export const infoPages = ["home", "how", "contact", "profile"] as const;
export const infoButton = defineButton("in", { page: oneOf(infoPages) });
