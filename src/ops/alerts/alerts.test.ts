import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clockAt, minutes, seconds } from "../../lib/clock.ts";
import { createLog } from "../../lib/log/log.ts";
import { makeRedact } from "../../lib/redact/redact.ts";
import { timeZone } from "../../lib/time-zone.ts";
import { texts } from "../../texts/texts.ts";
import { type AlertOptions, createAlerts } from "./alerts.ts";

const token = "7481920365:AAHk9vZ3xQ1mT-8pLr_2WcYbNdEuFgJiKoP";
let dataDir: string;
let telegram: ReturnType<typeof aTelegram>;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "alerts-"));
  telegram = aTelegram();
});
afterEach(async () => {
  await telegram.server.stop(true);
  rmSync(dataDir, { recursive: true, force: true });
});

/** Telegram's side of one method, with faults on request. */
function aTelegram() {
  const sent: { chat_id: number; text: string; parse_mode: string }[] = [];
  const faults: { status: number; body: object }[] = [];
  let calls = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      calls++;
      const fault = faults.shift();
      if (fault) return Response.json(fault.body, { status: fault.status });
      if (new URL(request.url).pathname !== `/bot${token}/sendMessage`) {
        return Response.json({ ok: false, description: "Unauthorized" }, { status: 401 });
      }
      sent.push((await request.json()) as (typeof sent)[number]);
      return Response.json({ ok: true, result: {} });
    },
  });
  return {
    server,
    sent,
    faults,
    get calls() {
      return calls;
    },
    texts: () => sent.map(({ text }) => text),
  };
}

function alertsOf(more: Partial<AlertOptions> = {}, start = "2026-11-20T15:00:00Z") {
  const clock = clockAt(start);
  const logged: string[] = [];
  const redact = makeRedact([token, "hunter2-Rahasia"]);
  const zone = timeZone("Asia/Jakarta");
  const log = createLog({
    service: "telegram-bot",
    level: "INFO",
    retentionDays: 1,
    clock,
    zone,
    redact,
    console: { style: "plain", write: (text) => void logged.push(text) },
  });
  const alerts = createAlerts({
    isEnabled: true,
    store: "Toko <Kita>",
    token,
    apiRoot: telegram.server.url.origin,
    ownerIds: [11],
    dataDir,
    sender: "bot",
    threshold: "ERROR",
    clock,
    zone,
    log,
    redact,
    texts: texts.id.alerts,
    tickMs: 0,
    ...more,
  });
  return { alerts, clock, log, logged };
}

const error = (text: string, key = text) => ({ level: "ERROR", key, text }) as const;
const spooled = () => readdirSync(join(dataDir, "alerts")).filter((name) => /^\d/.test(name));

test("an alert says the store first, escaped, without secrets, to every owner", async () => {
  const { alerts } = alertsOf({ ownerIds: [11, 22] });
  alerts.send(error("gateway <b> refuses hunter2-Rahasia"));
  await alerts.deliver();
  expect(telegram.sent.map(({ chat_id }) => chat_id)).toEqual([11, 22]);
  expect(telegram.sent[0]).toMatchObject({
    text: "[Toko &lt;Kita&gt;] 🔴 gateway &lt;b&gt; refuses [redacted]",
    parse_mode: "HTML",
  });
  expect(spooled()).toEqual([]);
});

test("a storm is the first message at once and a summary later", async () => {
  const { alerts, clock } = alertsOf();
  for (let i = 0; i < 5_000; i++) alerts.send(error("database gone"));
  await alerts.deliver();
  expect(telegram.texts()).toEqual(["[Toko &lt;Kita&gt;] 🔴 database gone"]);
  clock.advance(minutes(1));
  await alerts.deliver();
  expect(telegram.texts()[1]).toBe(
    "[Toko &lt;Kita&gt;] 🔴 database gone\n… terjadi 4999 kali lagi dalam 1 menit",
  );
});

test("a crash loop is a storm too: what was told is remembered over restarts", async () => {
  for (let restart = 0; restart < 20; restart++) {
    const { alerts } = alertsOf();
    alerts.send({ level: "CRITICAL", key: "fatal", text: "boom" });
    await alerts.deliver();
  }
  expect(telegram.texts()).toHaveLength(1);
});

test("an alert of a process that was killed is sent by the next one", async () => {
  alertsOf().alerts.send(error("last words"));
  expect(spooled()).toHaveLength(1);
  const { alerts } = alertsOf();
  await alerts.deliver();
  expect(telegram.texts()).toEqual(["[Toko &lt;Kita&gt;] 🔴 last words"]);
});

test("an alert that was on its way when the process was killed is sent again", async () => {
  const hanging = alertsOf({ fetch: () => new Promise(() => {}) });
  hanging.alerts.send(error("on its way"));
  void hanging.alerts.deliver();
  const { alerts, clock } = alertsOf();
  await alerts.deliver();
  expect(telegram.sent).toEqual([]);
  clock.advance(minutes(3));
  await alerts.deliver();
  expect(telegram.texts()[0]).toContain("on its way");
});

test("what cannot be sent is kept, and says when it happened", async () => {
  const gone = alertsOf({ apiRoot: "http://127.0.0.1:1" });
  gone.alerts.send(error("no network"));
  await gone.alerts.deliver();
  expect(spooled()).toHaveLength(1);
  expect(gone.logged.filter((line) => line.includes("Alerts wait"))).toHaveLength(1);
  const { alerts } = alertsOf({}, "2026-11-20T16:00:00Z");
  await alerts.deliver();
  expect(telegram.texts()).toEqual([
    "[Toko &lt;Kita&gt;] 🔴 no network\n⏱ Kejadian 2026-11-20T22:00, baru bisa dikirim sekarang",
  ]);
});

test("Telegram's word to wait is obeyed, however long", async () => {
  const { alerts, clock } = alertsOf({ ownerIds: [11, 22] });
  alerts.send(error("busy"));
  telegram.faults.push({ status: 429, body: { ok: false, parameters: { retry_after: 7_200 } } });
  await alerts.deliver();
  clock.advance(seconds(7_199));
  await alerts.deliver();
  expect(telegram.calls).toBe(1);
  clock.advance(seconds(1));
  await alerts.deliver();
  expect(telegram.sent.map(({ chat_id }) => chat_id)).toEqual([11, 22]);
});

test("an owner who got it does not get it again when the next one has to wait", async () => {
  const { alerts, clock } = alertsOf({ ownerIds: [11, 22] });
  alerts.send(error("half"));
  telegram.faults.push({ status: 200, body: { ok: true } }, { status: 502, body: {} });
  await alerts.deliver();
  clock.advance(minutes(1));
  await alerts.deliver();
  expect(telegram.sent.map(({ chat_id }) => chat_id)).toEqual([22]);
});

test("an owner who blocked the bot is logged and does not hold up the others", async () => {
  const { alerts, logged } = alertsOf({ ownerIds: [11, 22] });
  alerts.send(error("blocked"));
  const description = "Forbidden: bot was blocked by the user";
  telegram.faults.push({ status: 403, body: { ok: false, description } });
  await alerts.deliver();
  expect(telegram.sent.map(({ chat_id }) => chat_id)).toEqual([22]);
  expect(logged.join()).toContain(`Owner 11 cannot be reached: 403 ${description}`);
  expect(spooled()).toEqual([]);
});

test("a wrong token keeps the alerts and is asked about ever less often", async () => {
  const { alerts, clock, logged } = alertsOf({ token: `${token}x` });
  alerts.send(error("kept"));
  for (let i = 0; i < 600; i++) {
    await alerts.deliver();
    clock.advance(seconds(1));
  }
  expect(telegram.calls).toBeLessThan(12);
  expect(spooled()).toHaveLength(1);
  expect(logged.join()).not.toContain(token.slice(11));
});

test("entries of the log at the threshold become alerts, without what the errors say", async () => {
  const { alerts, log } = alertsOf();
  alerts.listenTo(log);
  log.warning("only a warning");
  log.error("order 7 stuck", Object.assign(new Error("goods: user|pass"), { code: "53100" }));
  log.error("order 8 stuck", Object.assign(new Error("goods: user|pass"), { code: "53100" }));
  await alerts.deliver();
  expect(telegram.texts()).toEqual(["[Toko &lt;Kita&gt;] 🔴 order 7 stuck (Error 53100)"]);
});

test("trouble with the alerts themselves makes no alert", async () => {
  const { alerts, log, clock } = alertsOf({ apiRoot: "http://127.0.0.1:1", threshold: "WARNING" });
  alerts.listenTo(log);
  alerts.send(error("one"));
  for (let i = 0; i < 5; i++) {
    await alerts.deliver();
    clock.advance(seconds(30));
  }
  expect(spooled()).toHaveLength(1);
});

test("a disk that takes nothing does not silence the shop", async () => {
  writeFileSync(join(dataDir, "alerts"), "a file stands in the way");
  const { alerts, logged } = alertsOf();
  alerts.send(error("disk full"));
  await alerts.deliver();
  expect(telegram.texts()).toEqual(["[Toko &lt;Kita&gt;] 🔴 disk full"]);
  expect(logged.join()).toContain("waits in memory");
});

test("what is a week old is let go", async () => {
  alertsOf().alerts.send(error("long ago"));
  const { alerts } = alertsOf({}, "2026-11-28T16:00:00Z");
  await alerts.deliver();
  expect(telegram.sent).toEqual([]);
  expect(alerts.waiting()).toBe(0);
});

test("a foreign or torn file in the spool is thrown away", async () => {
  const { alerts } = alertsOf();
  alerts.send(error("good"));
  writeFileSync(join(dataDir, "alerts", "00000000000000000001-1.json"), "{torn");
  await alerts.deliver();
  expect(telegram.texts()).toHaveLength(1);
  expect(spooled()).toEqual([]);
});

test("a long text is shortened to what Telegram takes", async () => {
  const { alerts } = alertsOf();
  alerts.send(error("<".repeat(10_000), "long"));
  await alerts.deliver();
  const shown = telegram.texts()[0]?.replaceAll("&lt;", "<") ?? "";
  expect(shown.length).toBeLessThan(4_096);
  expect(shown).toContain("dipotong");
});

test("without owners, without a bot or switched off, nothing is kept and nothing fails", async () => {
  for (const more of [{ ownerIds: [] }, { token: undefined }, { isEnabled: false }]) {
    await using alerts = alertsOf(more).alerts;
    alerts.send(error("nobody"));
    await alerts.deliver();
    expect(alerts.waiting()).toBe(0);
  }
  expect(readdirSync(dataDir)).toEqual([]);
});

test("the spool is for the shop's user alone", () => {
  const { alerts } = alertsOf();
  alerts.send(error("private"));
  expect(Bun.file(join(dataDir, "alerts", spooled()[0] ?? "")).size).toBeGreaterThan(0);
  const mode = Bun.spawnSync(["stat", "-c", "%a", join(dataDir, "alerts")]).stdout.toString();
  expect(mode.trim()).toBe("700");
  expect(readFileSync(join(dataDir, "alerts", spooled()[0] ?? ""), "utf8")).toContain("private");
});
