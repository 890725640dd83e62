import { adminHome } from "./id/admin-home.ts";
import { alerts } from "./id/alerts.ts";
import { common } from "./id/common.ts";

/** The master: what it lacks, no language has. One file per area, one line each here. */
export const id = {
  adminHome,
  alerts,
  common,
};

export type Texts = typeof id;
