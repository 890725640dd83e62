import { eq, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { customers } from "../../../db/schema/people.ts";
import type { CustomerId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";

export type Customer = typeof customers.$inferSelect;

export async function findCustomer(
  queryable: Queryable,
  id: CustomerId,
): Promise<Customer | undefined> {
  const [row] = await queryable.select().from(customers).where(eq(customers.id, id));
  return row;
}

export type CustomerFilter = {
  /** An id, the beginning of an @username, or a part of the name. */
  readonly search?: string | undefined;
  readonly show?: "all" | "blocked" | "unreachable" | undefined;
};

export type CustomersPage = {
  readonly customers: readonly Customer[];
  readonly page: number;
  readonly pages: number;
  /** Counted up to 1,001: nobody pages further, one searches. */
  readonly total: number;
};

/** The newest first. */
export async function listCustomers(
  queryable: Queryable,
  query: CustomerFilter & { readonly page: number; readonly pageSize: number },
): Promise<CustomersPage> {
  const where = conditionsOf(query);
  const found = await queryable.execute<{ id: CustomerId }>(
    sql`select id from customers where ${where} limit 1001`,
  );
  const total = found.length;
  const pages = Math.max(1, Math.ceil(total / query.pageSize));
  const page = Math.min(Math.max(0, Math.trunc(query.page)), pages - 1);
  // A part of a name is looked for in every row, so the few that have it are not looked for twice.
  const ids = `{${found.map(({ id }) => id).join(",")}}`;
  const rows = await queryable
    .select()
    .from(customers)
    .where(total <= 1_000 ? sql`id = any(${ids}::bigint[])` : where)
    .orderBy(sql`created_at desc, id desc`)
    .limit(query.pageSize)
    .offset(page * query.pageSize);
  return { customers: rows, page, pages, total };
}

export type CustomerFigures = {
  readonly orders: number;
  readonly paidOrders: number;
  readonly unpaidOrders: number;
  readonly expiredOrders: number;
  /** What the paid orders cost, less what was refunded. */
  readonly spent: Rupiah;
  readonly balance: Rupiah;
  readonly deposited: Rupiah;
};

export async function customerFigures(
  queryable: Queryable,
  id: CustomerId,
): Promise<CustomerFigures> {
  const [row] = await queryable.execute<CustomerFigures>(sql`
    select o.*, coalesce((select balance from wallets where customer_id = ${id}), 0) as balance,
      (select coalesce(sum(credited), 0)::bigint from deposits
       where customer_id = ${id} and state = 'completed') as deposited
    from (
      select count(*) as orders, count(*) filter (where paid_at is not null) as "paidOrders",
        count(*) filter (where state = 'awaiting_payment') as "unpaidOrders",
        count(*) filter (where state = 'expired') as "expiredOrders",
        coalesce(sum(total - refunded) filter (where paid_at is not null), 0)::bigint as spent
      from orders where customer_id = ${id}) o`);
  if (!row) throw new Error("An aggregate without a row");
  return row;
}

export type CustomerNumbers = {
  readonly all: number;
  readonly blocked: number;
  readonly unreachable: number;
  readonly since: number;
};

/** How many there are, and how many of them are new since then. */
export async function countCustomers(queryable: Queryable, since: Date): Promise<CustomerNumbers> {
  const [row] = await queryable.execute<CustomerNumbers>(sql`
    select count(*) as "all", count(*) filter (where is_blocked) as blocked,
      count(*) filter (where unreachable_at is not null) as unreachable,
      count(*) filter (where created_at >= ${since.toISOString()}::timestamptz) as since
    from customers`);
  return row ?? { all: 0, blocked: 0, unreachable: 0, since: 0 };
}

/** Every customer, in batches. */
export async function* everyCustomer(queryable: Queryable): AsyncGenerator<Customer> {
  let last = 0;
  while (true) {
    const rows = await queryable
      .select()
      .from(customers)
      .where(sql`${customers.id} > ${last}`)
      .orderBy(customers.id)
      .limit(1_000);
    yield* rows;
    if (rows.length < 1_000) return;
    last = rows.at(-1)?.id ?? last;
  }
}

// --- internal ---

const shows = {
  all: sql`true`,
  blocked: sql`is_blocked`,
  unreachable: sql`unreachable_at is not null`,
} satisfies Record<NonNullable<CustomerFilter["show"]>, SQL>;

function conditionsOf({ search = "", show = "all" }: CustomerFilter): SQL {
  const words = search.trim().split(/\s+/).filter(Boolean).slice(0, 5);
  return sql.join([shows[show], ...words.map(matching)], sql` and `);
}

function matching(word: string): SQL {
  if (/^\d{3,15}$/.test(word)) return sql`id = ${Number(word)}`;
  const typed = word.slice(0, 64).replace(/[\\%_]/g, "\\$&");
  if (word.startsWith("@")) return sql`lower(username) like ${`${typed.slice(1).toLowerCase()}%`}`;
  // Half the time of `ilike`, which folds each row letter by letter.
  return sql`lower(first_name || ' ' || coalesce(last_name, '') || ' ' || coalesce(username, ''))
    like lower(${`%${typed}%`})`;
}
