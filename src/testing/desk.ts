import type { AdminDeskDeps } from "../bot/admin-desk-deps.ts";
import { adminDeskAreas, adminDeskSections } from "../bot/menus/admin/admin-desk.ts";
import { adminHomeArea } from "../bot/menus/admin/admin-home.ts";
import type { CustomerId, ProductId } from "../lib/ids.ts";
import type { Log } from "../lib/log/log.ts";
import { rupiah } from "../lib/money.ts";
import type { PlacedOrder } from "../shop/orders/checkout.ts";
import { placeOrder } from "../shop/orders/place-order.ts";
import { changeSetting } from "../shop/settings/change-setting.ts";
import { moveWallet } from "../shop/wallet/move-wallet.ts";
import { testVault } from "./catalog-factories.ts";
import {
  adminId,
  type ConversationOptions,
  openConversation,
  ownerId,
  type ShopParts,
} from "./conversation.ts";
import { theGateways } from "./order-factories.ts";

/** A shop whose counter is open, with what the owner was told and who became or left staff. */
export async function aDesk(options: ConversationOptions = {}) {
  const alerts: string[] = [];
  const staffChanges: number[] = [];
  const depsOf = (parts: ShopParts): AdminDeskDeps => ({
    ...parts,
    vault: testVault,
    log: silent,
    counter: { ownerIds: [ownerId], adminIds: [adminId] },
    acceptsSandbox: false,
    wakeOutbox() {},
    tellOwner: ({ text }) => void alerts.push(text),
    onStaffChanged: (id) => void staffChanges.push(id),
  });
  const shop = await openConversation({
    ...options,
    areas: (parts) => [adminHomeArea(adminDeskSections), ...adminDeskAreas(depsOf(parts))],
  });
  const { db, clock, newCode } = shop;
  const checkout = { db, clock, newCode, gateways: theGateways, expiryMinutes: 15 };

  return Object.assign(shop, {
    alerts,
    staffChanges,
    checkout,
    /** Money in the wallet without a story. */
    async give(customerId: number, amount: number): Promise<void> {
      const cause = `test:${crypto.randomUUID()}`;
      const to = { customerId: customerId as CustomerId, amount: rupiah(amount) };
      await db.transaction((tx) =>
        moveWallet(tx, { ...to, kind: "adjustment", cause, at: clock.now() }),
      );
    },
    async orders(
      customerId: number,
      productId: ProductId,
      how: { readonly quantity?: number; readonly method?: string; readonly wallet?: number } = {},
    ): Promise<PlacedOrder> {
      const { quantity = 1, method = "qris", wallet = 0 } = how;
      const placed = await placeOrder(checkout, {
        customerId: customerId as CustomerId,
        lines: [{ productId, quantity }],
        useWallet: wallet > 0 ? rupiah(wallet) : "none",
        method,
      });
      if (!placed.ok) throw new Error(`The checkout was refused: ${placed.reason}`);
      return placed.value;
    },
    async manualTransfers(): Promise<void> {
      for (const [key, value] of [
        ["manualEnabled", true],
        ["manualInstructions", "BCA 123 a.n. Toko"],
      ] as const) {
        await changeSetting({ db, clock }, { key, value, actorId: null });
      }
    },
  });
}

export type Desk = Awaited<ReturnType<typeof aDesk>>;

// --- internal ---

const say = () => {};
const silent: Log = {
  ...{ debug: say, info: say, warning: say, error: say, critical: say, at: say },
  withPrefix: () => silent,
  get aside() {
    return silent;
  },
};
