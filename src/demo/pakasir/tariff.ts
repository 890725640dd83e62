/** The methods, limits and fees of the simulated gateway, as observed on the real one. */
export type SimulatedMethod = keyof typeof methods;

export function isMethod(name: unknown): name is SimulatedMethod {
  return typeof name === "string" && Object.hasOwn(methods, name);
}

export function isWithinLimits(method: SimulatedMethod, amount: number): boolean {
  const { min, max } = methods[method];
  return amount >= min && amount <= max;
}

/** The real gateway's formula has steps that no shop should guess, so this one has them too. */
export function feeOf(method: SimulatedMethod, amount: number): number {
  const fixed = methods[method].fee;
  if (fixed !== undefined) return fixed;
  return amount <= 105_000 ? Math.round(amount * 0.007) + 310 : Math.round(amount * 0.01);
}

export function feeTable(amount: number): Record<string, number> {
  const priced = Object.keys(methods).filter(isMethod);
  return Object.fromEntries(
    priced.filter((name) => name !== "payment_link").map((name) => [name, feeOf(name, amount)]),
  );
}

export function isVirtualAccount(method: SimulatedMethod): boolean {
  return method.endsWith("_va");
}

// --- internal ---

type Terms = { readonly min: number; readonly max: number; readonly fee?: number };

const account = (fee: number): Terms => ({ min: 10_000, max: 50_000_000, fee });

const methods = {
  payment_link: { min: 500, max: 50_000_000 } as Terms,
  qris: { min: 500, max: 10_000_000 } as Terms,
  bri_va: account(3_500),
  bni_va: account(3_500),
  cimb_niaga_va: account(3_500),
  permata_va: account(3_500),
  maybank_va: account(3_500),
  bnc_va: account(3_500),
  artha_graha_va: account(2_000),
  sampoerna_va: account(2_000),
} as const;
