import { eq, sql } from "drizzle-orm";
import { orders } from "../../../../db/schema/orders.ts";
import { customers } from "../../../../db/schema/people.ts";
import { type Rupiah, rupiah } from "../../../lib/money.ts";
import { readSettings } from "../../../shop/settings/read-settings.ts";
import { walletOf } from "../../../shop/wallet/wallet.queries.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import { type Area, onButton, onCommand, onMenu } from "../../area.ts";
import { infoButton, type infoPages } from "../../buttons/info-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import type { Turn } from "../../turn.ts";

type Page = (typeof infoPages)[number];
type Deps = Pick<CustomerDeps, "zone" | "storeName">;

/** About the shop, how to order, whom to ask, and who one is here. */
export function infoArea(deps: Deps): Area {
  const everyone = { allow: "everyone" } as const;
  const show = (page: Page) => (turn: Turn) => showPage(turn, deps, page);
  return [
    onMenu(({ common }) => common.menu.info, everyone, show("home")),
    onCommand("info", { ...everyone, describe: ({ info }) => info.commands.info }, show("home")),
    onCommand("how", { ...everyone, describe: ({ info }) => info.commands.how }, show("how")),
    onCommand(
      "contact",
      { ...everyone, describe: ({ info }) => info.commands.contact },
      show("contact"),
    ),
    onCommand(
      "profile",
      { ...everyone, describe: ({ info }) => info.commands.profile },
      show("profile"),
    ),
    onButton(infoButton, everyone, (turn, { page }) => showPage(turn, deps, page)),
  ];
}

// --- internal ---

async function showPage(turn: Turn, deps: Deps, page: Page): Promise<void> {
  const { info, common } = turn.texts;
  if (page === "home") {
    const to = (label: string, target: Page) => [infoButton.button(label, { page: target })];
    const { how, contact, profile } = info.buttons;
    const keyboard = [to(how, "how"), to(contact, "contact"), to(profile, "profile")];
    return turn.edit({ text: info.title(deps.storeName), keyboard });
  }
  const text = await textOf(turn, deps, page);
  turn.edit({ text, keyboard: [[infoButton.button(common.back, { page: "home" })]] });
}

async function textOf(turn: Turn, deps: Deps, page: Exclude<Page, "home">): Promise<string> {
  const { info } = turn.texts;
  if (page === "how") return info.how;
  if (page === "profile") return profileOf(turn, deps);
  const { supportContact } = await readSettings(turn.tx);
  return supportContact ? info.contact(supportContact) : info.noContact;
}

async function profileOf({ tx, user, texts, now }: Turn, { zone }: Deps): Promise<string> {
  const [[customer], [bought], balance] = await Promise.all([
    tx.select({ since: customers.createdAt }).from(customers).where(eq(customers.id, user.id)),
    tx
      .select({
        orders: sql<number>`count(*)::int`,
        spent: sql<Rupiah>`coalesce(sum(total - refunded), 0)::bigint`,
      })
      .from(orders)
      .where(sql`${orders.customerId} = ${user.id} and ${orders.paidAt} is not null`),
    walletOf(tx, user.id),
  ]);
  return texts.info.profile({
    name: user.firstName,
    id: user.id,
    username: user.username,
    since: shopTime(zone, customer?.since ?? now).slice(0, 10),
    orders: bought?.orders ?? 0,
    spent: rupiah(Number(bought?.spent ?? 0)),
    balance,
  });
}
