import { expect, test } from "bun:test";
import { openDatabase } from "../../db/client.ts";
import { proxyPostgres } from "./postgres-proxy.ts";
import { testDatabase } from "./test-database.ts";

test("the proxy counts what became durable, and can keep the news of it to itself", async () => {
  await using database = await testDatabase();
  await using proxy = await proxyPostgres(database.address);
  const { raw } = openDatabase({ url: proxy.url });

  await raw`select 1`;
  expect(proxy.commits()).toBe(0);
  await raw`insert into settings (key, value, updated_at) values ('a', '1', now())`;
  expect(proxy.commits()).toBe(1);
  await raw.begin(async (tx) => {
    await tx`insert into settings (key, value, updated_at) values ('b', '1', now())`;
    await tx`update settings set value = '2' where key = 'b'`;
  });
  expect(proxy.commits()).toBe(2);

  proxy.onCommit = () => {
    proxy.cut();
    return "withhold";
  };
  const news = await raw`delete from settings where key = 'a'`.then(
    () => "heard",
    () => "not heard",
  );
  expect(news).toBe("not heard");
  expect(await database.raw`select key from settings`).toEqual([{ key: "b" }] as never);
  proxy.onCommit = () => "forward";
  await raw.end({ timeout: 0 });
});
