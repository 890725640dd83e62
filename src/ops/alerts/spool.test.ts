import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSpool } from "./spool.ts";

function aSpool() {
  const folder = mkdtempSync(join(tmpdir(), "spool-"));
  const open = () =>
    openSpool(folder, (what) => {
      throw new Error(what);
    });
  return {
    open,
    path: folder,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const letter = (text: string) => ({ at: 1_764_000_000_000, text, to: [11] });
const now = 1_764_000_000_000;

test("the spool is bounded: the oldest goes first", () => {
  using folder = aSpool();
  const spool = folder.open();
  for (let i = 0; i <= 550; i++) spool.put(letter(`t${i}`));
  const names = spool.names(now);
  expect(names).toHaveLength(500);
  expect(spool.take(names[0] ?? "", now)?.text).toBe("t51");
  expect(spool.take(names.at(-1) ?? "", now)?.text).toBe("t550");
});

test("of two processes one sends", () => {
  using folder = aSpool();
  const [bot, command] = [folder.open(), folder.open()];
  bot.put(letter("once"));
  const [name = ""] = command.names(now);
  expect(command.take(name, now)?.text).toBe("once");
  expect(bot.take(name, now)).toBeUndefined();
  expect(bot.names(now)).toEqual([]);
  command.putBack(name, { ...letter("once"), to: [22] });
  expect(bot.take(bot.names(now)[0] ?? "", now)?.to).toEqual([22]);
});

test("what no disk takes is kept in memory until it is sent", () => {
  using place = aSpool();
  const file = join(place.path, "a-file");
  writeFileSync(file, "");
  const faults: string[] = [];
  const spool = openSpool(join(file, "alerts"), (what) => void faults.push(what));
  spool.put(letter("kept"));
  expect(faults).toHaveLength(1);
  const [name = ""] = spool.names(now);
  expect(spool.take(name, now)?.text).toBe("kept");
  spool.done(name);
  expect(spool.names(now)).toEqual([]);
});
