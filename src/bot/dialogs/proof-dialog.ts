import { z } from "zod";
import type { PaymentId } from "../../lib/ids.ts";
import { addProof, type Proof, type ProofRefusal } from "../../shop/payments/add-proof.ts";
import type { CustomerDeps } from "../customer-deps.ts";
import { readInvoice } from "../messages/read-invoice.ts";
import type { Turn } from "../turn.ts";
import type { Dialog } from "./dialog.ts";

const draft = z.object({ payment: z.number().transform((id) => id as PaymentId) });
type Draft = z.output<typeof draft>;

export const proofDialogName = "proof";

/** A photo, a document or some words that show a transfer. */
export function proofDialog({
  clock,
  vault,
  wakeOutbox,
}: Pick<CustomerDeps, "clock" | "vault" | "wakeOutbox">): Dialog<Draft> {
  return {
    name: proofDialogName,
    allow: "everyone",
    draft: draft as z.ZodType<Draft>,
    asksBelow: true,
    steps: {
      proof: {
        async ask(turn, { payment }) {
          const view = await readInvoice(turn.tx, payment);
          return turn.texts.invoice.askProof(view?.code ?? "");
        },
        async answer(turn, { payment: paymentId }) {
          const { invoice } = turn.texts;
          const proof = proofIn(turn);
          if (!proof) return { again: invoice.proofWrongKind };
          const customerId = turn.user.id;
          const kept = await addProof(
            { db: turn.tx, clock, vault },
            { paymentId, customerId, proof },
          );
          const refusals = {
            not_found: invoice.notYours,
            already_paid: invoice.alreadyPaid,
            too_many: invoice.tooManyProofs,
          } satisfies Record<ProofRefusal, string>;
          const text = kept.ok ? invoice.proofKept : refusals[kept.reason];
          turn.reply({ text, replyKeyboard: turn.mainKeyboard() });
          turn.after(wakeOutbox);
          return "end";
        },
      },
    },
  };
}

// --- internal ---

function proofIn({ photo, document, text }: Turn): Proof | undefined {
  const words = text?.trim().slice(0, 2_000) || undefined;
  if (photo) return { fileId: photo.fileId, mediaType: "photo", text: words };
  if (document) return { fileId: document.fileId, mediaType: "document", text: words };
  return words !== undefined && words.length >= 3 ? { text: words } : undefined;
}
