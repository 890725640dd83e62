import { type CopyAuditDeps, copyAudit } from "../ops/audit/copy-audit.ts";
import type { Job } from "./job.ts";

export function copyAuditJob(deps: CopyAuditDeps): Job {
  return {
    name: "audit",
    pattern: "50 * * * * *",
    async run() {
      await copyAudit(deps);
    },
  };
}
