import { alertCommand } from "./alert.ts";
import type { Command } from "./command.ts";
import { configCommand } from "./config.ts";
import { demoCommand } from "./demo.ts";
import { doctorCommand } from "./doctor.ts";
import { exportCustomersCommand } from "./export-customers.ts";
import { exportOrdersCommand } from "./export-orders.ts";
import { exportStockCommand } from "./export-stock.ts";
import { importProductsCommand } from "./import-products.ts";
import { importStockCommand } from "./import-stock.ts";
import { maintenanceOffCommand, maintenanceOnCommand } from "./maintenance.ts";
import { migrateCommand } from "./migrate.ts";
import { serveCommand } from "./serve.ts";
import { versionCommand } from "./version.ts";

/** In the order in which the help lists them. */
export const commands: readonly Command[] = [
  serveCommand,
  demoCommand,
  migrateCommand,
  doctorCommand,
  configCommand,
  alertCommand,
  maintenanceOnCommand,
  maintenanceOffCommand,
  importProductsCommand,
  importStockCommand,
  exportOrdersCommand,
  exportStockCommand,
  exportCustomersCommand,
  versionCommand,
];
