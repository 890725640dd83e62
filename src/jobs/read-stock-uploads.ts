import type { Job } from "./job.ts";

/** Files of stock are read as soon as they are confirmed; this takes up what a dead process left. */
export function readStockUploadsJob(uploads: { run(signal: AbortSignal): Promise<void> }): Job {
  return { name: "stock_uploads", pattern: "*/20 * * * * *", run: (signal) => uploads.run(signal) };
}
