import { migrationStatus } from "../../db/migrate.ts";
import { openShopDatabase, type ShopDatabase } from "../app/open-shop-database.ts";
import { CommandFailure } from "./command.ts";

/** The store's database for a subcommand that works on its rows: the schema has to be there. */
export async function openForCommand(
  store: Parameters<typeof openShopDatabase>[0],
  options: Omit<NonNullable<Parameters<typeof openShopDatabase>[1]>, "asSubcommand">,
): Promise<ShopDatabase> {
  const database = await openShopDatabase(store, { ...options, asSubcommand: true });
  try {
    const { pending } = await migrationStatus(database.raw);
    if (pending.length === 0) return database;
    throw new CommandFailure("The schema is not up to date. Run: bot-auto-order migrate");
  } catch (error) {
    await database.close();
    throw error;
  }
}
