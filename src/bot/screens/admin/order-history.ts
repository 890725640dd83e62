import type { TimeZone } from "../../../lib/time-zone.ts";
import type { OrderEvent } from "../../../shop/orders/order.ts";
import type { OrderFile } from "../../../shop/orders/order-file.queries.ts";
import type { Circumstance } from "../../../shop/orders/resolve-money.ts";
import type { WalletEntryKind } from "../../../shop/wallet/move-wallet.ts";
import type { Texts } from "../../../texts/id.ts";
import { methodName } from "../../../texts/method-name.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import { adminOrderButton } from "../../admin-buttons.ts";
import { orderHistoryButton } from "../../buttons/admin-desk-buttons.ts";
import type { Screen } from "../../screen.ts";
import { pagingRow } from "../paging.ts";

/** Everything that ever happened to an order, in the order in which it did. */
export function orderHistoryScreen(
  { order, page }: { readonly order: OrderFile; readonly page: number },
  { texts, zone }: { readonly texts: Texts; readonly zone: TimeZone },
): Screen {
  const { history, act } = texts.adminOrders;
  const lines = linesOf(order, texts).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const pages = Math.max(1, Math.ceil(lines.length / linesPerPage));
  const here = Math.min(Math.max(0, page), pages - 1);
  const shown = lines.slice(here * linesPerPage, (here + 1) * linesPerPage);
  const text = [
    history.title({ code: order.code, page: here + 1, pages }),
    "",
    ...shown.map(({ at, ...line }) => history.line({ ...line, when: shopTime(zone, at) })),
  ].join("\n");
  const paging = pagingRow({ page: here, pages }, (label, to) =>
    orderHistoryButton.button(label, { order: order.id, page: to }),
  );
  const back = [adminOrderButton.button(act.back, { id: order.id })];
  return { text, keyboard: [paging, back].filter((row) => row.length > 0) };
}

// --- internal ---

const linesPerPage = 12;

type Line = {
  readonly at: Date;
  readonly what: string;
  readonly by: string | undefined;
  readonly note: string | null;
};

function linesOf(order: OrderFile, texts: Texts): Line[] {
  const { history, paymentState, sendingState } = texts.adminOrders;
  const nameOf = (id: number | null) =>
    id === null ? undefined : (order.names.get(id) ?? String(id));
  return [
    ...order.events.map(({ at, event, actorId, note }) => ({
      at,
      what: history.events[event as OrderEvent] ?? event,
      by: nameOf(actorId),
      note,
    })),
    ...order.payments.map(({ createdAt, method, total, reference, state }) => ({
      ...plain(createdAt),
      what: history.payment({
        method: methodName(method, texts.checkout),
        amount: total,
        reference,
        state: paymentState[state],
      }),
    })),
    ...order.money.map(({ receivedAt, amount, toOrder, toWallet, circumstance, confirmedBy }) => ({
      ...plain(receivedAt),
      what: history.money({
        ...{ amount, toOrder, toWallet },
        what: texts.notices.circumstance[circumstance as Circumstance] ?? circumstance,
      }),
      by: nameOf(confirmedBy),
    })),
    ...order.ledger.map(({ at, amount, kind, balance }) => ({
      ...plain(at),
      what: history.ledger({
        ...{ amount, balance },
        kind: texts.wallet.kind[kind as WalletEntryKind] ?? kind,
      }),
    })),
    ...order.sendings.map(({ createdAt, doneAt, state, lastError }) => ({
      ...plain(doneAt ?? createdAt),
      what: history.sending(sendingState[state]),
      note: lastError,
    })),
  ];
}

function plain(at: Date) {
  return { at, by: undefined, note: null };
}
