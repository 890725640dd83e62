import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { builtBinary } from "../testing/built-binary.ts";
import { aProduct } from "../testing/catalog-factories.ts";
import { invoice, orders } from "../testing/patient-buyer.ts";
import { openShopWorld, type ShopWorld } from "../testing/shop-world.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";

describe.each(["polling", "webhook"] as const)(
  "a purchase with the compiled shop by %s",
  (mode) => {
    let database: TestDatabase;
    let world: ShopWorld;
    beforeEach(async () => {
      database = await testDatabase();
      world = await openShopWorld({ mode, binary: builtBinary(), database });
    });
    afterEach(async () => {
      await world[Symbol.asyncDispose]();
      await database.close();
      expect(world.telegram.violations).toEqual([]);
    });

    test("by QRIS: from the first tap to the goods, once", async () => {
      await aProduct(world.db, { code: "NF1", stock: 2 });
      const buyer = world.person();
      const code = await orders(buyer, { code: "NF1", method: /QRIS/ });
      await invoice(buyer, code);
      expect(world.pakasir.pay(code)).toMatchObject({ ok: true });
      await buyer.waitFor("NF1-1", 20_000);
      expect(buyer.shown("NF1-1")).toHaveLength(1);
    }, 60_000);
  },
);
