import type { Db } from "../../../db/client.ts";
import { type Clock, minutes, seconds } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import type { CallOutcome } from "../../outbox/call-telegram.ts";
import { insertRows } from "../../outbox/outbox.queries.ts";
import type { OutgoingCall } from "../../outbox/outgoing-call.ts";
import { sealCall } from "../../outbox/send-row.ts";
import { findProduct } from "../../shop/catalog/products.queries.ts";
import { lanes } from "../../shop/messages/message.ts";
import { addStock } from "../../shop/stock/add-stock.ts";
import {
  claimUpload,
  dueUploads,
  postponeUpload,
  readUpload,
  removeUpload,
  type StockUpload,
} from "../../shop/stock/stock-uploads.queries.ts";
import { texts } from "../../texts/texts.ts";
import type { FetchedFile } from "../fetch-file.ts";
import type { Screen } from "../screen.ts";
import { replyCalls } from "../screen-calls.ts";
import { stockAddedScreen } from "../screens/admin/stock-added.ts";
import { makeProgress } from "./progress.ts";
import { together } from "./read-lines.ts";

export type UploadDeps = {
  readonly db: Db;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: { error(message: string, detail?: unknown): void };
  readonly call: (call: OutgoingCall) => Promise<CallOutcome>;
  readonly fetchFile: (fileId: string) => Promise<FetchedFile>;
  readonly wakeOutbox: () => void;
};

export type Uploads = {
  /** Reads what is due, soon. */
  wake(): void;
  /** Reads what is due; for the timetable, which takes up what a dead process left. */
  run(signal?: AbortSignal): Promise<void>;
};

/**
 * Reads the files of stock that admins have confirmed. The file is fetched outside of any
 * transaction; then its units, the end of its row and the word to the admin are one. A process
 * that dies in the middle has added nothing, and the next one begins anew.
 */
export function makeUploads(deps: UploadDeps): Uploads {
  let running: Promise<void> | undefined;
  let isAgain = false;
  const rounds = async (signal?: AbortSignal) => {
    do {
      isAgain = false;
      for (const id of await dueUploads(deps.db, deps.clock.now())) {
        if (signal?.aborted) return;
        await readOne(deps, id);
      }
    } while (isAgain && !signal?.aborted);
  };
  const run = (signal?: AbortSignal) => {
    isAgain = true;
    running ??= rounds(signal).finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    run,
    wake: () =>
      void run().catch((error) => deps.log.error("[stock_uploads] A round failed", error)),
  };
}

// --- internal ---

const mostAttempts = 5;

async function readOne(deps: UploadDeps, id: number): Promise<void> {
  const upload = await readUpload({ queryable: deps.db, vault: deps.vault }, id);
  if (!upload) return;
  try {
    const { file, typed } = upload.source;
    const fetched = file && (await deps.fetchFile(file.id));
    if (fetched && !fetched.ok) {
      const isHopeless = fetched.reason === "too_big" || upload.attempts + 1 >= mostAttempts;
      return isHopeless ? await giveUp(deps, upload) : await postpone(deps, upload);
    }
    const lines = fetched && file ? together(typed, fetched.value, file.name) : typed;
    await addLines(deps, upload, lines);
  } catch (error) {
    deps.log.error(`[stock_uploads] The upload ${id} could not be read`, error);
    if (upload.attempts + 1 >= mostAttempts) return giveUp(deps, upload);
    await postpone(deps, upload);
  }
}

async function addLines(
  deps: UploadDeps,
  upload: StockUpload,
  lines: Iterable<string>,
): Promise<void> {
  const { db, clock, vault } = deps;
  const { productId, actorId } = upload;
  const progress = makeProgress(deps, upload);
  const isDone = await db.transaction(async (tx) => {
    if (!(await claimUpload(tx, upload.id))) return false;
    const product = await findProduct(tx, productId);
    const addition = { productId, lines, actorId, onProgress: progress.show };
    const added = await addStock({ db: tx, clock, vault }, addition);
    await removeUpload(tx, upload.id);
    const named = { id: productId, name: product?.name ?? "" };
    const screen = stockAddedScreen({ product: named, added }, texts[upload.language]);
    await tell(deps, tx, upload, screen);
    return true;
  });
  if (!isDone) return;
  deps.wakeOutbox();
  await progress.finish();
}

/** Nothing was added, and the admin hears of it. */
async function giveUp(deps: UploadDeps, upload: StockUpload): Promise<void> {
  const { productId, language } = upload;
  await deps.db.transaction(async (tx) => {
    if (!(await claimUpload(tx, upload.id))) return;
    const name = await nameOf(tx, productId);
    await removeUpload(tx, upload.id);
    await tell(deps, tx, upload, { text: texts[language].adminStock.add.failed(name) });
  });
  deps.wakeOutbox();
}

function postpone({ db, clock }: UploadDeps, { id, attempts }: StockUpload): Promise<void> {
  const pause = Math.min(seconds(10) * 3 ** attempts, minutes(10));
  return postponeUpload(db, { id, attempts, until: new Date(clock.now().getTime() + pause) });
}

type Queryable = Parameters<typeof insertRows>[0];

async function nameOf(tx: Queryable, productId: ProductId): Promise<string> {
  return (await findProduct(tx, productId))?.name ?? "";
}

/** Through the outbox, so that the word comes if, and only if, the units did. */
async function tell(
  { vault, clock }: UploadDeps,
  tx: Queryable,
  { id, actorId }: StockUpload,
  screen: Screen,
): Promise<void> {
  const at = clock.now();
  const rows = replyCalls(actorId, screen).map((call, place) => {
    const dedupeKey = `stock-upload:${id}:${place}`;
    const body = sealCall(vault, dedupeKey, call);
    return {
      ...{ lane: lanes.order, chatId: actorId, kind: "call", dedupeKey, body },
      ...{ notBefore: at, createdAt: at },
    };
  });
  await insertRows(tx, rows);
}
