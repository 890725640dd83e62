import type {
  Charge,
  ChargeQuery,
  ChargeRequest,
  ChargeStatus,
  PaymentGateway,
} from "../../shop/payments/gateway.ts";
import type { Answer, Ask } from "./ask.ts";

/** What a version of the API is built from, and what it offers. */
export type PakasirLine = {
  readonly slug: string;
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly ask: Ask;
};

export type PakasirCalls = {
  create(request: ChargeRequest, onBusy: (ms: number) => void): Promise<Answer<Charge>>;
  status(query: ChargeQuery): Promise<Answer<ChargeStatus>>;
  cancel(query: ChargeQuery, onBusy: (ms: number) => void): Promise<Answer<"cancelled">>;
  fees: PaymentGateway["fees"];
};
