import { removeExpiredDialogs } from "../bot/dialogs/dialogs.queries.ts";
import { checkPaymentsJob } from "../jobs/check-payments.ts";
import { copyAuditJob } from "../jobs/copy-audit.ts";
import { expireDepositsJob } from "../jobs/expire-deposits.ts";
import { expireOrdersJob } from "../jobs/expire-orders.ts";
import { findOverdueJob } from "../jobs/find-overdue.ts";
import type { Job } from "../jobs/job.ts";
import { keepWaitlistJob } from "../jobs/keep-waitlist.ts";
import { processPaymentEventsJob } from "../jobs/process-payment-events.ts";
import { readStockUploadsJob } from "../jobs/read-stock-uploads.ts";
import { requestMissingChargesJob } from "../jobs/request-missing-charges.ts";
import { tidyUpJob } from "../jobs/tidy-up.ts";
import type { OpenLog } from "../lib/log/log.ts";
import type { Shop } from "./build-shop.ts";
import type { TellOwner } from "./tell-owner.ts";

/** The timetable of a store. */
export function storeJobs(
  { money, intake, uploads }: Pick<Shop, "money" | "intake" | "uploads">,
  { log, auditLog }: { readonly log: Pick<OpenLog, "tidy">; readonly auditLog: OpenLog },
  owner: Pick<TellOwner, "overdue">,
): readonly Job[] {
  const { db, clock } = money;
  return [
    processPaymentEventsJob(money),
    checkPaymentsJob(money),
    requestMissingChargesJob(money),
    expireOrdersJob(money),
    expireDepositsJob(money),
    keepWaitlistJob(money),
    readStockUploadsJob(uploads),
    findOverdueJob({ db, clock, onOverdue: owner.overdue }),
    copyAuditJob({ db, clock, auditLog }),
    tidyUpJob({
      ...{ db, clock, log },
      forgetUpdates: () => intake.tidy(),
      forgetDialogs: () => removeExpiredDialogs(db, clock.now()),
    }),
  ];
}
