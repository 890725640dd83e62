import type { Clock } from "../../lib/clock.ts";
import type { ApiCall } from "./api.ts";
import type { makeBuyers, PayOptions } from "./buyers.ts";
import type { ChargeRegister, SimulatedCharge } from "./charges.ts";
import { missingPage, payPage } from "./pay-page.ts";
import {
  cancelCallV1,
  createCallV1,
  detailCallV1,
  readAskedV1,
  simulateCall,
} from "./routes-v1.ts";
import { cancelCallV2, createCallV2, feeCall, statusCallV2 } from "./routes-v2.ts";

type Desk = {
  readonly slug: string;
  readonly clock: Clock;
  readonly register: ChargeRegister;
  readonly buyers: ReturnType<typeof makeBuyers>;
  readonly answer: (request: Request, call: ApiCall) => Promise<Response>;
};

/** Every address of the gateway: version 2, version 1, and the pages for people. */
export function makeRoutes(desk: Desk) {
  return {
    routes: { ...routesV2(desk), ...routesV1(desk), ...pages(desk) },
    fetch: () => Response.json({ message: "Not found" }, { status: 404 }),
  };
}

// --- internal ---

function routesV2({ register, slug, answer }: Desk) {
  return {
    "/api/v2/create-transaction/:slug/:order": {
      async POST(request: Bun.BunRequest<"/api/v2/create-transaction/:slug/:order">) {
        const body = await readJson(request);
        const { params, headers } = request;
        const address = { slug, baseUrl: new URL(request.url).origin };
        const asked = { register, headers, slug: params.slug, orderId: params.order };
        return answer(request, createCallV2({ ...asked, address, body }));
      },
    },
    "/api/v2/transaction-status/:slug/:txn": {
      GET: (request: Bun.BunRequest<"/api/v2/transaction-status/:slug/:txn">) =>
        answer(request, statusCallV2(askedV2(register, request))),
    },
    "/api/v2/cancel-transaction/:slug/:txn": {
      POST: (request: Bun.BunRequest<"/api/v2/cancel-transaction/:slug/:txn">) =>
        answer(request, cancelCallV2(askedV2(register, request))),
    },
    "/api/v2/payment-fee/:amount": {
      GET: (request: Bun.BunRequest<"/api/v2/payment-fee/:amount">) =>
        answer(request, feeCall(Number(request.params.amount))),
    },
  };
}

function askedV2(
  register: ChargeRegister,
  { headers, params }: { headers: Headers; params: { slug: string; txn: string } },
) {
  return { register, headers, slug: params.slug, txnId: params.txn };
}

function routesV1({ register, slug, answer, buyers }: Desk) {
  const paid = (charge: SimulatedCharge) => buyers.pay(charge.txnId).ok;
  return {
    "/api/transactioncreate/:method": {
      async POST(request: Bun.BunRequest<"/api/transactioncreate/:method">) {
        const asked = readAskedV1(await readJson(request));
        const { method } = request.params;
        return answer(request, createCallV1(register, asked, { method, slug }));
      },
    },
    "/api/transactioncancel": {
      async POST(request: Request) {
        return answer(request, cancelCallV1(register, readAskedV1(await readJson(request))));
      },
    },
    "/api/paymentsimulation": {
      async POST(request: Request) {
        return answer(request, simulateCall(register, readAskedV1(await readJson(request)), paid));
      },
    },
    "/api/transactiondetail": {
      GET(request: Request) {
        const query = Object.fromEntries(new URL(request.url).searchParams);
        return answer(request, detailCallV1(register, readAskedV1(query), slug));
      },
    },
    "/api/transactions/:txn/simulate": {
      POST(request: Bun.BunRequest<"/api/transactions/:txn/simulate">) {
        const apiKey = request.headers.get("X-Api-Key") ?? "";
        const asked = { project: slug, orderId: request.params.txn, amount: 0, apiKey };
        return answer(request, simulateCall(register, asked, paid));
      },
    },
  };
}

function pages({ register, slug, clock, buyers }: Desk) {
  const show = (charge: SimulatedCharge | undefined, request: Request) => {
    if (!charge) return missingPage();
    const redirect = new URL(request.url).searchParams.get("redirect");
    return payPage(charge, { shop: slug, now: clock.now(), ...(redirect ? { redirect } : {}) });
  };
  const back = (id: string) =>
    new Response(null, { status: 303, headers: { Location: `/pay-v2/${encodeURIComponent(id)}` } });

  return {
    "/pay-v2/:txn": {
      GET: (request: Bun.BunRequest<"/pay-v2/:txn">) =>
        show(register.byTxnId(request.params.txn), request),
    },
    "/pay-v2/:txn/pay": {
      async POST(request: Bun.BunRequest<"/pay-v2/:txn/pay">) {
        const { txn } = request.params;
        const charge = register.byTxnId(txn);
        // A button alone posts an empty form, which formData() refuses.
        const form = new URLSearchParams(await request.text());
        if (charge) buyers.pay(txn, readPayment(charge, form));
        return back(txn);
      },
    },
    "/pay-v2/:txn/cancel": {
      POST(request: Bun.BunRequest<"/pay-v2/:txn/cancel">) {
        buyers.end(request.params.txn, "canceled");
        return back(request.params.txn);
      },
    },
    "/pay-v2/:txn/expire": {
      POST(request: Bun.BunRequest<"/pay-v2/:txn/expire">) {
        buyers.end(request.params.txn, "expired");
        return back(request.params.txn);
      },
    },
    "/pay/:slug/:amount": {
      GET(request: Bun.BunRequest<"/pay/:slug/:amount">) {
        const orderId = new URL(request.url).searchParams.get("order_id") ?? "";
        const charge = register.byOrderId(orderId);
        return show(charge?.amount === Number(request.params.amount) ? charge : undefined, request);
      },
    },
  };
}

/** People type what leaves their account; the shop is credited that without the fee. */
function readPayment(charge: SimulatedCharge, form: URLSearchParams): PayOptions {
  const total = Number(form.get("total"));
  const webhook = form.get("webhook");
  return {
    ...(total > 0 && Number.isSafeInteger(total)
      ? { amount: Math.max(1, total - charge.fee) }
      : {}),
    ...(webhook === "lose" || webhook === "duplicate" ? { webhook } : {}),
    late: form.get("late") === "1",
  };
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => undefined);
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}
