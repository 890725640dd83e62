import { customType, timestamp } from "drizzle-orm/pg-core";

/** A moment in time: always with its zone, always a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
});
