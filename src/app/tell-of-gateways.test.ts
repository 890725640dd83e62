import { afterAll, expect, test } from "bun:test";
import { makeGatewayHealth } from "../gateways/health.ts";
import { clockAt, seconds } from "../lib/clock.ts";
import { silentLog } from "../testing/silent-log.ts";
import { testDatabase } from "../testing/test-database.ts";
import { until } from "../testing/until.ts";
import { tellOfGateways } from "./tell-of-gateways.ts";

const database = await testDatabase();
afterAll(database.close);

test("owner and admins hear once that a gateway is down, and once that it is back", async () => {
  const clock = clockAt("2026-05-01T05:00:00Z");
  const toOwner: string[] = [];
  const owner = {
    gatewayDown: (gateway: string, reason: string) => void toOwner.push(`${gateway}: ${reason}`),
    gatewayUp: (gateway: string) => void toOwner.push(`${gateway} is back`),
  };
  const news = tellOfGateways({ owner, db: database.db, clock, log: silentLog });
  const health = makeGatewayHealth(
    { clock },
    {
      onDown: ({ refusal }) => news.gatewayDown("pakasir", refusal),
      onUp: () => news.gatewayUp("pakasir"),
    },
  );
  for (let n = 0; n < 5; n++) {
    health.failed({ gateway: "pakasir", call: "create", refusal: "unavailable", detail: "" });
  }
  clock.advance(seconds(60));
  health.succeeded("create");

  expect(toOwner).toEqual(["pakasir: unavailable", "pakasir is back"]);
  const toAdmins = () => database.raw`
    select chat_id, body::jsonb ->> 'detail' as detail from outbox
    where kind = 'admin_attention' order by detail`;
  await until(async () => (await toAdmins()).length === 2);
  expect(await toAdmins()).toMatchObject([{ detail: "gateway_down" }, { detail: "gateway_up" }]);
});
