import { adminCatalog } from "./en/admin-catalog.ts";
import { adminCategories } from "./en/admin-categories.ts";
import { adminEdit } from "./en/admin-edit.ts";
import { adminHome } from "./en/admin-home.ts";
import { adminMoney } from "./en/admin-money.ts";
import { adminOrders } from "./en/admin-orders.ts";
import { adminPeople } from "./en/admin-people.ts";
import { adminReports } from "./en/admin-reports.ts";
import { adminSettings } from "./en/admin-settings.ts";
import { adminStock } from "./en/admin-stock.ts";
import { adminVouchers } from "./en/admin-vouchers.ts";
import { alerts } from "./en/alerts.ts";
import { checkout } from "./en/checkout.ts";
import { common } from "./en/common.ts";
import { goods } from "./en/goods.ts";
import { info } from "./en/info.ts";
import { invoice } from "./en/invoice.ts";
import { notices } from "./en/notices.ts";
import { orders } from "./en/orders.ts";
import { shop } from "./en/shop.ts";
import { wallet } from "./en/wallet.ts";
import type { Texts } from "./id.ts";

export const en: Texts = {
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
