import { expect, test } from "bun:test";
import { rupiah } from "../../lib/money.ts";
import type { PaymentGateway } from "./gateway.ts";
import { offeredMethods, payMethod } from "./offered-methods.ts";

const gateways = new Map([
  ["first", aGateway("first", ["qris", "bri_va"])],
  ["second", aGateway("second", ["qris"])],
]);
const settings = { gatewayMethods: null, manualEnabled: true, manualInstructions: "BCA 123" };
const offered = (deps: Partial<Parameters<typeof offeredMethods>[0]>, amount = 20_000) =>
  offeredMethods({ gateways, settings, ...deps }, rupiah(amount)).map(
    ({ gateway, method }) => `${gateway}/${method}`,
  );

test("each way is offered once, within its limits, and a transfer last", () => {
  expect(offered({})).toEqual(["first/qris", "first/bri_va", "manual/manual"]);
  expect(offered({}, 500)).toEqual(["manual/manual"]);
  const some = { ...settings, gatewayMethods: ["bri_va"] };
  expect(offered({ settings: some })).toEqual(["first/bri_va", "manual/manual"]);
});

test("a gateway that is down is passed over, and another takes its place", () => {
  const isWorthTrying = (name: string) => name !== "first";
  expect(offered({ isWorthTrying })).toEqual(["second/qris", "manual/manual"]);
});

test("a transfer is offered only where somebody has said where to", () => {
  expect(offered({ settings: { ...settings, manualInstructions: "" } })).not.toContain(
    "manual/manual",
  );
  expect(payMethod(gateways, { ...settings, manualInstructions: "" }, "manual")).toBeUndefined();
});

function aGateway(name: string, codes: readonly string[]): PaymentGateway {
  const never = () => Promise.reject(new Error("Nobody asks it here"));
  const methods = codes.map((code) => ({ code, min: rupiah(1_000), max: rupiah(10_000_000) }));
  const readCallback = () => ({ ok: false, reason: "forged", detail: "" }) as const;
  return { name, methods, create: never, status: never, cancel: never, fees: never, readCallback };
}
