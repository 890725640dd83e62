import { aProduct } from "./catalog-factories.ts";
import { invoice, orders } from "./patient-buyer.ts";
import { leftWaiting, reconcile } from "./reconcile.ts";
import { openShopWorld, type ShopWorld, type WorldMode } from "./shop-world.ts";
import { testDatabase } from "./test-database.ts";

/** A moment between the first tap and the goods, counted from the tap. */
export type CrashPoint = {
  readonly at: "commit" | "before call" | "after call";
  readonly number: number;
};

export type PlayedPurchase = {
  /** How many of each there were, when nobody crashed. */
  readonly counted: Readonly<Record<CrashPoint["at"], number>>;
  readonly hasCrashed: boolean;
  readonly complaints: readonly string[];
};

/**
 * One customer buys and pays. At the given point the shop's process is killed: exactly after a
 * commit of which it has not heard yet, before a call of its own arrives, or after the call is
 * done and not answered. Then it is started again, and the customer goes on as people do.
 */
export async function playPurchase(options: {
  readonly binary: string;
  readonly mode: WorldMode;
  readonly crash?: CrashPoint;
}): Promise<PlayedPurchase> {
  await using database = await testDatabase();
  await using world = await openShopWorld({ ...options, database });
  await aProduct(world.db, { code: "NF1", stock: 3 });
  const buyer = world.person();
  const crasher = crashAt(world, options.crash);
  try {
    const code = await orders(buyer, { code: "NF1", method: /QRIS/, patienceMs: 4_000 });
    await invoice(buyer, code, 90_000);
    const paid = world.pakasir.pay(code);
    if (!paid.ok) throw new Error(`The buyer could not pay: ${paid.reason}`);
    await buyer.waitFor((person) => person.shown(/NF1-\d/).length > 0, 90_000);
    await untilQuiet(world);
    await crasher.isBack();
    await untilQuiet(world);
    const { counted, hasCrashed } = crasher;
    const complaints = [...(await reconcile(world, [buyer])), ...(await oddities(world))];
    return { counted, hasCrashed, complaints };
  } catch (error) {
    const { counted, hasCrashed } = crasher;
    const waiting = await leftWaiting(world.db);
    return { counted, hasCrashed, complaints: [String(error), ...waiting] };
  }
}

// --- internal ---

function crashAt({ proxy, telegram, pakasir, shop }: ShopWorld, crash: CrashPoint | undefined) {
  const counted = { commit: 0, "before call": 0, "after call": 0 };
  let back: Promise<void> | undefined;

  const isIt = (at: CrashPoint["at"]): boolean => {
    counted[at] += 1;
    if (back || crash?.at !== at || crash.number !== counted[at]) return false;
    back = shop.kill().then(() => shop.start());
    return true;
  };
  proxy.onCommit = () => (isIt("commit") ? "withhold" : "forward");
  const onCall = (phase: "before" | "after") => (isIt(`${phase} call`) ? "drop" : undefined);
  telegram.onCall((_method, _payload, phase) => onCall(phase));
  pakasir.onCall(({ phase }) => onCall(phase));
  return {
    counted,
    get hasCrashed() {
      return back !== undefined;
    },
    isBack: () => back,
  };
}

/** Everything has been said and done. */
async function untilQuiet({ db }: ShopWorld): Promise<void> {
  const deadline = performance.now() + 90_000;
  while ((await leftWaiting(db)).length > 0 && performance.now() < deadline) await Bun.sleep(50);
}

async function oddities(world: ShopWorld): Promise<string[]> {
  const rows = await world.raw`select code, state from orders`;
  const states = rows.map(({ state }) => state);
  return [
    ...(states.join() === "delivered" ? [] : [`the orders are ${states.join(", ")}`]),
    ...world.telegram.violations,
  ];
}
