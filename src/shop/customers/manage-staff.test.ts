import { afterAll, beforeEach, expect, test } from "bun:test";
import { clockAt } from "../../lib/clock.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { aCustomer, opening, testVault } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { fromAdminIdentity } from "../messages/message.ts";
import { findPerson } from "./find-person.ts";
import { addStaff, findStaff, listStaff, removeStaff, setStaffRight } from "./manage-staff.ts";
import { messageCustomer } from "./message-customer.ts";

const { db, raw, close } = await testDatabase();
afterAll(close);

const owner = 1;
const counter = { ownerIds: [owner], adminIds: [2] };
const deps = { db, clock: clockAt(opening), counter };
const siti = 77 as CustomerId;

beforeEach(async () => {
  await raw`truncate staff, audit_log, outbox`;
  await raw`delete from customers`;
  await aCustomer(db, { id: siti, firstName: "Siti", lastName: "A", username: "Siti_A" });
});

test("a helper begins with no right, and is given each one by itself", async () => {
  expect(await addStaff(deps, { id: siti, actorId: owner })).toMatchObject({
    value: { name: "Siti A", rights: [] },
  });
  for (const right of ["stock", "orders"] as const) {
    await setStaffRight(deps, { id: siti, right, isGiven: true, actorId: owner });
  }
  await setStaffRight(deps, { id: siti, right: "stock", isGiven: false, actorId: owner });
  expect((await findStaff(db, siti))?.rights).toEqual(["orders"]);
  expect((await listStaff(db)).map(({ id }) => id)).toEqual([siti]);
  const log = await raw`select action, before, after from audit_log order by id`;
  expect(log.map(({ action, after }) => [action, after])).toEqual([
    ["staff.added", []],
    ["staff.rights_changed", ["stock"]],
    ["staff.rights_changed", ["stock", "orders"]],
    ["staff.rights_changed", ["orders"]],
  ]);
});

test("a right that is given twice is given once", async () => {
  await addStaff(deps, { id: siti, actorId: owner });
  const give = { id: siti, right: "money", isGiven: true, actorId: owner } as const;
  expect(await setStaffRight(deps, give)).toMatchObject({ value: { isNews: true } });
  expect(await setStaffRight(deps, give)).toMatchObject({ value: { isNews: false } });
  expect(await raw`select 1 from audit_log where action = 'staff.rights_changed'`).toHaveLength(1);
});

test("only the owner gives and takes", async () => {
  const refusal = { ok: false, reason: "not_the_owner" };
  expect(await addStaff(deps, { id: siti, actorId: 2 })).toMatchObject(refusal);
  await addStaff(deps, { id: siti, actorId: owner });
  const give = { id: siti, right: "money", isGiven: true, actorId: siti } as const;
  expect(await setStaffRight(deps, give)).toMatchObject(refusal);
  expect(await removeStaff(deps, { id: siti, actorId: siti })).toMatchObject(refusal);
  expect((await findStaff(db, siti))?.rights).toEqual([]);
});

test("nobody who is above staff, unknown, or staff already becomes staff", async () => {
  const add = (id: number) => addStaff(deps, { id: id as CustomerId, actorId: owner });
  expect(await add(2)).toMatchObject({ reason: "is_above_staff" });
  expect(await add(owner)).toMatchObject({ reason: "is_above_staff" });
  expect(await add(4_711)).toMatchObject({ reason: "unknown_person" });
  await add(siti);
  expect(await add(siti)).toMatchObject({ reason: "already_staff" });
});

test("who is removed is gone with all rights", async () => {
  await addStaff(deps, { id: siti, actorId: owner });
  await setStaffRight(deps, { id: siti, right: "money", isGiven: true, actorId: owner });
  expect(await removeStaff(deps, { id: siti, actorId: owner })).toMatchObject({
    value: { rights: ["money"] },
  });
  expect(await findStaff(db, siti)).toBeUndefined();
  expect(await removeStaff(deps, { id: siti, actorId: owner })).toMatchObject({
    reason: "not_staff",
  });
});

test("a person is named by id, @username or link, and never by two rows", async () => {
  for (const text of ["77", "@siti_a", "SITI_A", "https://t.me/siti_a"]) {
    expect((await findPerson(db, text))?.id).toBe(siti);
  }
  expect(await findPerson(db, "Siti A")).toBeUndefined();
  expect(await findPerson(db, "@nobody_here")).toBeUndefined();
  await aCustomer(db, { username: "siti_a" });
  expect(await findPerson(db, "@siti_a")).toBeUndefined();
});

test("a word to one person is said once, and the log does not repeat it", async () => {
  const speaking = { ...deps, vault: testVault };
  const word = { customerId: siti, text: " Halo! ", actorId: 2, cause: "9" };
  expect(await messageCustomer(speaking, word)).toMatchObject({ value: { isUnreachable: false } });
  expect(await messageCustomer(speaking, word)).toMatchObject({ ok: true });
  const [row, ...more] = await raw`select chat_id, body from outbox`;
  expect(more).toEqual([]);
  const { sealed } = JSON.parse(row?.["body"]);
  expect(row).toMatchObject({ chat_id: 77, body: expect.not.stringContaining("Halo!") });
  expect(testVault.open(sealed, fromAdminIdentity(77))).toBe("Halo!");
  const [log] = await raw`select * from audit_log`;
  expect(JSON.stringify(log)).not.toContain("Halo");
  expect(await messageCustomer(speaking, { ...word, text: " " })).toMatchObject({
    reason: "empty",
  });
});
