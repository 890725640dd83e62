import type { Collision } from "../bot/admin-catalog-deps.ts";
import { fileFetcher } from "../bot/fetch-file.ts";
import { adminCatalogAreas, adminCatalogSections } from "../bot/menus/admin/admin-catalog.ts";
import { adminHomeArea } from "../bot/menus/admin/admin-home.ts";
import { makeUploads, type Uploads } from "../bot/uploads/run-uploads.ts";
import { type CallOutcome, callTelegram } from "../outbox/call-telegram.ts";
import type { OutgoingCall } from "../outbox/outgoing-call.ts";
import { runOutbox } from "../outbox/run-outbox.ts";
import { type ConversationOptions, openConversation, type ShopParts } from "./conversation.ts";

/** The shop from behind the counter: every section of goods, the reading of files, the outbox. */
export async function openCounter(options: ConversationOptions = {}) {
  const collisions: Collision[] = [];
  const troubles: string[] = [];
  let uploads: Uploads | undefined;
  let parts: ShopParts | undefined;
  const conversation = await openConversation({
    ...options,
    areas(made) {
      parts = made;
      const deps = {
        ...made,
        wakeUploads: () => uploads?.wake(),
        onCollision: (collision: Collision) => void collisions.push(collision),
      };
      return [adminHomeArea(adminCatalogSections), ...adminCatalogAreas(deps)];
    },
    beside(made) {
      const outbox = outboxOf(made);
      uploads = uploadsOf(made, () => outbox.wake(), troubles);
      return {
        async idle() {
          await uploads?.run();
          outbox.wake();
          await outbox.idle();
        },
        stop: () => outbox.stop(),
      };
    },
  });
  if (!parts) throw new Error("The counter was opened without its areas");
  return Object.assign(conversation, { collisions, troubles });
}

// --- internal ---

const token = "123456:AAE-conversation_token_of_the_shop_000";

function outboxOf({ db, vault, clock, api }: ShopParts) {
  return runOutbox({
    ...{ db, vault, clock },
    call: (call: OutgoingCall): Promise<CallOutcome> => callTelegram(api, call),
    rendering: {
      notice: async () => undefined,
      goods: async () => undefined,
      invoice: async () => undefined,
      filesOf: async () => [],
    },
    onDelivered: async () => {},
    log: { warning() {}, error() {} },
    adminsToTell: async () => [],
    onParked() {},
  });
}

function uploadsOf(
  { db, vault, clock, api, telegram }: ShopParts,
  wakeOutbox: () => void,
  troubles: string[],
): Uploads {
  return makeUploads({
    ...{ db, vault, clock, wakeOutbox },
    log: { error: (message, detail) => void troubles.push(`${message} ${detail}`) },
    call: (call) => callTelegram(api, call),
    fetchFile: fileFetcher({ api, token, apiRoot: telegram.url, wait: async () => {} }),
  });
}
