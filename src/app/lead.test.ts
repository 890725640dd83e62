import { expect, test } from "bun:test";
import { Api } from "grammy";
import type { Db } from "../../db/client.ts";
import { startTelegram } from "../demo/telegram/start-telegram.ts";
import { createLog, type LogEntry } from "../lib/log/log.ts";
import { makeRedact } from "../lib/redact/redact.ts";
import { timeZone } from "../lib/time-zone.ts";
import { manualTime } from "../testing/manual-time.ts";
import { texts } from "../texts/texts.ts";
import { type LeadDeps, lead } from "./lead.ts";
import { tellOwner } from "./tell-owner.ts";

const token = "123456:AAE-lead_test_token_of_the_shop_0000000";

test("a shop that starts without a network tells Telegram of its commands when it is back", async () => {
  await using shop = await aLeader({
    async onLead() {
      if (shop.tries++ < 3) throw new Error("no network");
    },
  });
  shop.leader.onChange(true);
  await shop.passUntil(() => shop.tries === 4);
  expect(shop.logged.filter(({ message }) => message.includes("commands"))).toHaveLength(1);
});

test("a job that fails is told to the owner once, in his own words", async () => {
  await using shop = await aLeader({
    jobs: [
      { name: "sweep", pattern: "* * * * * *", run: () => Promise.reject(new Error("stuck")) },
    ],
  });
  shop.leader.onChange(true);
  await shop.passUntil(() => shop.told.length > 0);
  expect(shop.told).toContain("The job sweep failed. Details are in the log");
  expect(shop.logged.filter(({ level }) => level === "ERROR")).toEqual([]);
});

// --- a process that comes to lead ---

async function aLeader(behaviour: Partial<Pick<LeadDeps, "onLead" | "jobs">>) {
  const time = manualTime("2026-05-01T05:00:00Z");
  const telegram = await startTelegram({
    tokens: { [token]: { id: 123456, username: "toko_bot", first_name: "Toko" } },
  });
  const zone = timeZone("UTC");
  const log = createLog({
    ...{ service: "telegram-bot", level: "INFO", retentionDays: 1, clock: time.clock, zone },
    redact: makeRedact(),
  });
  const logged: LogEntry[] = [];
  log.listen((entry) => void logged.push(entry));
  const told: string[] = [];
  const send = ({ text }: { text: string }) => {
    told.push(text);
    return "told" as const;
  };
  const leader = lead({
    ...{ log, mode: "polling", webhook: undefined, clock: time.clock, wait: time.wait },
    db: undefined as unknown as Db, // asked about webhooks alone
    api: new Api(token, { apiRoot: telegram.url }),
    owner: tellOwner({ send }, texts.en.alerts, zone),
    takeIn: async () => {},
    timezone: "UTC",
    jobs: [],
    onLead: async () => {},
    onModeChange() {},
    ...behaviour,
  });
  return {
    ...{ leader, logged, told, tries: 0 },
    async passUntil(condition: () => boolean) {
      while (!condition()) {
        await time.pass(time.nextIn ?? 0);
        await Bun.sleep(1);
      }
    },
    async [Symbol.asyncDispose]() {
      await leader.stop();
      await telegram.stop();
    },
  };
}
