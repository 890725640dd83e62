import { z } from "zod";
import type { Rupiah } from "../../lib/money.ts";
import { ok, refuse } from "../../lib/result.ts";
import type { PakasirCalls, PakasirLine } from "./calls.ts";
import { decideCharge, decideStatus } from "./decide.ts";
import { chargeReply, statusReply } from "./replies.ts";

/** Version 1: the key in body and query, and our own reference is the only id there is. */
export function version1({ slug, apiKey, baseUrl, ask }: PakasirLine): PakasirCalls {
  const asked = (reference: string, amount: Rupiah) => ({
    project: slug,
    order_id: reference,
    amount,
    api_key: apiKey,
  });

  return {
    async create(request, onBusy) {
      const { reference, amount, method } = request;
      const path = `/api/transactioncreate/${encodeURIComponent(method)}`;
      const question = { method: "POST", path, body: asked(reference, amount) } as const;
      const reply = await ask(question, chargeReply, { notFound: "misconfigured", onBusy });
      if (!reply.ok) return reply;
      const query = new URLSearchParams({ order_id: reference });
      if (method === "qris") query.set("qris_only", "1");
      const payUrl = `${baseUrl}/pay/${encodeURIComponent(slug)}/${amount}?${query}`;
      return decideCharge(request, reply.value, { slug, transactionId: reference, payUrl });
    },
    async status(query) {
      const fields = asked(query.reference, query.amount);
      const search = new URLSearchParams({ ...fields, amount: query.amount.toString() });
      const path = `/api/transactiondetail?${search}`;
      const reply = await ask({ method: "GET", path }, statusReply);
      if (!reply.ok) return reply;
      // Its charges tell neither a transaction id nor the sandbox: there is nothing to compare.
      const { isSandbox: _, ...known } = query;
      return decideStatus(known, { ...reply.value, txn_id: undefined }, slug);
    },
    async cancel({ reference, amount }, onBusy) {
      const body = asked(reference, amount);
      const question = { method: "POST", path: "/api/transactioncancel", body } as const;
      const reply = await ask(question, z.unknown(), { onBusy });
      return reply.ok ? ok("cancelled") : reply;
    },
    fees: async () => refuse("rejected", "version 1 does not tell fees beforehand"),
  };
}
