/** What people call a way to pay; a method that is new to us is shown by its code. */
export function methodName(method: string, own: { wallet: string; manual: string }): string {
  if (method === "wallet") return own.wallet;
  if (method === "manual") return own.manual;
  if (method === "qris") return "QRIS";
  if (method === "payment_link") return "Pay link";
  const bank = /^([a-z_]+)_va$/.exec(method)?.[1];
  return bank ? `VA ${banks[bank] ?? words(bank)}` : words(method);
}

// --- internal ---

const banks: Readonly<Record<string, string>> = {
  bri: "BRI",
  bni: "BNI",
  bnc: "BNC",
  cimb_niaga: "CIMB Niaga",
  atm_bersama: "ATM Bersama",
};

function words(code: string): string {
  return code
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
