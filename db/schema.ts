import * as backOffice from "./schema/back-office.ts";
import * as catalog from "./schema/catalog.ts";
import * as money from "./schema/money.ts";
import * as orders from "./schema/orders.ts";
import * as people from "./schema/people.ts";
import * as queues from "./schema/queues.ts";
import * as vouchers from "./schema/vouchers.ts";

/** Every table of the shop as drizzle sees it; a test holds it against the migrations. */
export const schema = {
  ...people,
  ...queues,
  ...catalog,
  ...vouchers,
  ...orders,
  ...money,
  ...backOffice,
};
