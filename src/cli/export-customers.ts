import { type ExportedCustomer, exportCustomers } from "../shop/orders/export-customers.ts";
import { defineCommand } from "./command.ts";
import { type Export, exportFile, exportOptions } from "./export-file.ts";

export const exportCustomersCommand = defineCommand({
  name: "export customers",
  summary: "writes every customer into a CSV file",
  operands: { usage: "FILE.csv", least: 1, most: 1 },
  details: "Personal data is in it, so that only its owner may read the file.",
  options: exportOptions,
  examples: [{ line: "export customers pelanggan.csv", about: "with what each has bought" }],
  run: (input) => exportFile(input, customers),
});

// --- internal ---

const customers: Export<ExportedCustomer> = {
  rows: ({ db }) => exportCustomers(db),
  columns(zone) {
    return [
      ["id", ({ id }) => id],
      ["username", ({ username }) => username],
      ["first_name", ({ firstName }) => firstName],
      ["last_name", ({ lastName }) => lastName],
      ["language", ({ language }) => language],
      ["blocked", ({ isBlocked }) => (isBlocked ? "yes" : "no")],
      ["blocked_reason", ({ blockedReason }) => blockedReason],
      ["reachable", ({ isReachable }) => (isReachable ? "yes" : "no")],
      ["created_at", ({ createdAt }) => zone.stamp(createdAt)],
      ["last_seen_at", ({ lastSeenAt }) => zone.stamp(lastSeenAt)],
      ["balance", ({ balance }) => balance],
      ["orders", ({ orders }) => orders],
      ["paid_orders", ({ paidOrders }) => paidOrders],
      ["spent", ({ spent }) => spent],
    ];
  },
};
