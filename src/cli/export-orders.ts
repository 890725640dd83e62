import { type ExportedOrder, exportOrders } from "../shop/orders/export-orders.ts";
import { defineCommand } from "./command.ts";
import { type Export, exportFile, exportOptions } from "./export-file.ts";

export const exportOrdersCommand = defineCommand({
  name: "export orders",
  summary: "writes every order into a CSV file",
  operands: { usage: "FILE.csv", least: 1, most: 1 },
  details: "Amounts are whole rupiah. Nothing in it is a formula to a spreadsheet.",
  options: exportOptions,
  examples: [{ line: "export orders pesanan.csv", about: "also with a million of them" }],
  run: (input) => exportFile(input, orders),
});

// --- internal ---

const orders: Export<ExportedOrder> = {
  rows: ({ db }) => exportOrders(db),
  columns(zone) {
    const stamp = (at: Date | null) => (at ? zone.stamp(at) : null);
    return [
      ["code", ({ code }) => code],
      ["state", ({ state }) => state],
      ["created_at", ({ createdAt }) => stamp(createdAt)],
      ["paid_at", ({ paidAt }) => stamp(paidAt)],
      ["delivered_at", ({ deliveredAt }) => stamp(deliveredAt)],
      ["closed_at", ({ closedAt }) => stamp(closedAt)],
      ["customer_id", ({ customerId }) => customerId],
      ["customer", ({ customer }) => customer],
      ["username", ({ username }) => username],
      ["items", ({ items }) => items],
      ["quantity", ({ quantity }) => quantity],
      ["subtotal", ({ subtotal }) => subtotal],
      ["discount", ({ discount }) => discount],
      ["total", ({ total }) => total],
      ["wallet_amount", ({ walletAmount }) => walletAmount],
      ["refunded", ({ refunded }) => refunded],
      ["method", ({ method }) => method],
      ["voucher", ({ voucher }) => voucher],
      ["note", ({ note }) => note],
    ];
  },
};
