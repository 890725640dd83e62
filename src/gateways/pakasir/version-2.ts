import { z } from "zod";
import { ok } from "../../lib/result.ts";
import type { Question } from "./ask.ts";
import type { PakasirCalls, PakasirLine } from "./calls.ts";
import { decideCharge, decideStatus } from "./decide.ts";
import { chargeReply, feeReply, statusReply } from "./replies.ts";

/** Version 2: the key in a header, transactions by their own id. */
export function version2({ slug, apiKey, baseUrl, ask }: PakasirLine): PakasirCalls {
  const headers = { "X-Api-Key": apiKey };
  const path = (call: string, id: string) =>
    `/api/v2/${call}/${encodeURIComponent(slug)}/${encodeURIComponent(id)}`;
  const post = (address: string, body: Question["body"] = {}): Question => ({
    method: "POST",
    path: address,
    body,
    headers,
  });

  return {
    async create(request, onBusy) {
      const { reference, method, amount } = request;
      const question = post(path("create-transaction", reference), { method, amount });
      // There is no charge yet that could be unknown: it is the project that is.
      const reply = await ask(question, chargeReply, { notFound: "misconfigured", onBusy });
      if (!reply.ok) return reply;
      const transactionId = reply.value.txn_id;
      const payUrl = `${baseUrl}/pay-v2/${encodeURIComponent(transactionId ?? "")}${method === "qris" ? "?qris_only=1" : ""}`;
      return decideCharge(request, reply.value, { slug, transactionId, payUrl });
    },
    async status(query) {
      const address = path("transaction-status", query.transactionId);
      const reply = await ask({ method: "GET", path: address, headers }, statusReply);
      return reply.ok ? decideStatus(query, reply.value, slug) : reply;
    },
    async cancel({ transactionId }, onBusy) {
      const question = post(path("cancel-transaction", transactionId));
      const reply = await ask(question, z.unknown(), { onBusy });
      return reply.ok ? ok("cancelled") : reply;
    },
    fees: (amount) => ask({ method: "GET", path: `/api/v2/payment-fee/${amount}` }, feeReply),
  };
}
