import { adminCatalog } from "./id/admin-catalog.ts";
import { adminCategories } from "./id/admin-categories.ts";
import { adminEdit } from "./id/admin-edit.ts";
import { adminHome } from "./id/admin-home.ts";
import { adminMoney } from "./id/admin-money.ts";
import { adminOrders } from "./id/admin-orders.ts";
import { adminPeople } from "./id/admin-people.ts";
import { adminReports } from "./id/admin-reports.ts";
import { adminSettings } from "./id/admin-settings.ts";
import { adminStock } from "./id/admin-stock.ts";
import { adminVouchers } from "./id/admin-vouchers.ts";
import { alerts } from "./id/alerts.ts";
import { checkout } from "./id/checkout.ts";
import { common } from "./id/common.ts";
import { goods } from "./id/goods.ts";
import { info } from "./id/info.ts";
import { invoice } from "./id/invoice.ts";
import { notices } from "./id/notices.ts";
import { orders } from "./id/orders.ts";
import { shop } from "./id/shop.ts";
import { wallet } from "./id/wallet.ts";

/** The master: what it lacks, no language has. One file per area, one line each here. */
export const id = {
  adminHome,
  adminPeople,
  adminOrders,
  adminMoney,
  adminCatalog,
  adminStock,
  adminReports,
  adminSettings,
  adminEdit,
  adminCategories,
  adminVouchers,
  alerts,
  common,
  wallet,
  orders,
  notices,
  info,
  goods,
  shop,
  invoice,
  checkout,
};

export type Texts = typeof id;
