import peopleAndQueues from "./migrations/0001_people_and_queues.sql" with { type: "text" };
import catalogAndStock from "./migrations/0002_catalog_and_stock.sql" with { type: "text" };
import money from "./migrations/0003_money.sql" with { type: "text" };
import backOffice from "./migrations/0004_back_office.sql" with { type: "text" };
import stockUploads from "./migrations/0005_stock_uploads.sql" with { type: "text" };
import reportIndexes from "./migrations/0006_report_indexes.sql" with { type: "text" };
import telemetryCountsSales from "./migrations/0007_telemetry_counts_sales.sql" with {
  type: "text",
};
import vacuumQueues from "./migrations/0008_vacuum_queues.sql" with { type: "text" };

export type Migration = { readonly name: string; readonly sql: string };

/** In the order in which they are applied. One that has landed is never edited. */
export const migrations: readonly Migration[] = [
  { name: "0001_people_and_queues", sql: peopleAndQueues },
  { name: "0002_catalog_and_stock", sql: catalogAndStock },
  { name: "0003_money", sql: money },
  { name: "0004_back_office", sql: backOffice },
  { name: "0005_stock_uploads", sql: stockUploads },
  { name: "0006_report_indexes", sql: reportIndexes },
  { name: "0007_telemetry_counts_sales", sql: telemetryCountsSales },
  { name: "0008_vacuum_queues", sql: vacuumQueues },
];
