-- Vouchers, orders, payments, and where every rupiah went.

create table vouchers (
  id                 bigint generated always as identity constraint vouchers_pkey primary key,
  code               text        not null,
  description        text        not null default '',
  kind               text        not null constraint vouchers_kind_known check (kind in ('percent', 'flat')),
  value              bigint      not null constraint vouchers_value_positive check (value > 0),
  max_discount       bigint      constraint vouchers_max_discount_positive check (max_discount > 0),
  min_total          bigint      not null default 0 constraint vouchers_min_total_whole check (min_total >= 0),
  total_limit        integer     constraint vouchers_total_limit_positive check (total_limit > 0),
  per_customer_limit integer     constraint vouchers_per_customer_limit_positive check (per_customer_limit > 0),
  -- Reserved and used together; the database refuses one too many.
  taken              integer     not null default 0 constraint vouchers_taken_whole check (taken >= 0),
  valid_from         timestamptz,
  valid_until        timestamptz,
  is_active          boolean     not null default true,
  created_at         timestamptz not null,
  created_by         bigint,
  constraint vouchers_percent_within_100 check (kind <> 'percent' or value <= 100),
  constraint vouchers_never_over_limit check (total_limit is null or taken <= total_limit)
);
create unique index vouchers_code_unique on vouchers (upper(code));

create table voucher_products (
  voucher_id bigint not null constraint voucher_products_voucher_fkey references vouchers (id) on delete cascade,
  product_id bigint not null constraint voucher_products_product_fkey references products (id) on delete cascade,
  constraint voucher_products_pkey primary key (voucher_id, product_id)
);

create table cart_items (
  customer_id bigint      not null constraint cart_items_customer_fkey references customers (id) on delete cascade,
  product_id  bigint      not null constraint cart_items_product_fkey references products (id) on delete cascade,
  quantity    integer     not null constraint cart_items_quantity_positive check (quantity > 0),
  added_at    timestamptz not null,
  constraint cart_items_pkey primary key (customer_id, product_id)
);

create table cart_vouchers (
  customer_id bigint constraint cart_vouchers_pkey primary key
              constraint cart_vouchers_customer_fkey references customers (id) on delete cascade,
  code        text   not null
);

-- awaiting_payment → paid → delivered → refunded; awaiting_payment → expired | cancelled.
-- An expired or cancelled order that is paid late after all becomes paid, if the stock is there.
create table orders (
  id            bigint generated always as identity constraint orders_pkey primary key,
  code          text        not null constraint orders_code_unique unique,
  customer_id   bigint      not null constraint orders_customer_fkey references customers (id),
  state         text        not null constraint orders_state_known check (state in
                  ('awaiting_payment', 'paid', 'delivered', 'expired', 'cancelled', 'refunded')),
  subtotal      bigint      not null,
  discount      bigint      not null default 0,
  total         bigint      not null,
  -- The part that the wallet pays; it is taken at checkout and given back if the order ends unpaid.
  wallet_amount bigint      not null default 0,
  voucher_id    bigint      constraint orders_voucher_fkey references vouchers (id),
  refunded      bigint      not null default 0,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  paid_at       timestamptz,
  delivered_at  timestamptz,
  closed_at     timestamptz,
  -- Who confirmed the payment by hand, and why.
  confirmed_by  bigint,
  note          text,
  constraint orders_amounts_add_up check (
    subtotal >= 0 and discount >= 0 and discount <= subtotal and total = subtotal - discount
    and wallet_amount >= 0 and wallet_amount <= total and refunded >= 0 and refunded <= total)
);
create index orders_customer on orders (customer_id, id desc);
create index orders_awaiting on orders (expires_at) where state = 'awaiting_payment';
create index orders_awaiting_by_customer on orders (customer_id) where state = 'awaiting_payment';
create index orders_owed on orders (paid_at) where state = 'paid';
create index orders_state on orders (state, id desc);
create index orders_paid_at on orders (paid_at) where paid_at is not null;
create index orders_created_at on orders (created_at);
create index orders_expired_by_customer on orders (customer_id, closed_at) where state = 'expired';

create table order_items (
  order_id     bigint  not null constraint order_items_order_fkey references orders (id),
  product_id   bigint  not null constraint order_items_product_fkey references products (id),
  product_name text    not null,
  kind         text    not null,
  quantity     integer not null constraint order_items_quantity_positive check (quantity > 0),
  unit_price   bigint  not null constraint order_items_unit_price_positive check (unit_price > 0),
  constraint order_items_pkey primary key (order_id, product_id)
);
create index order_items_product on order_items (product_id, order_id);

create table order_events (
  id         bigint generated always as identity constraint order_events_pkey primary key,
  order_id   bigint      not null constraint order_events_order_fkey references orders (id),
  at         timestamptz not null,
  event      text        not null,
  actor_id   bigint,
  note       text
);
create index order_events_order on order_events (order_id, id);

create table voucher_uses (
  order_id    bigint      constraint voucher_uses_pkey primary key
              constraint voucher_uses_order_fkey references orders (id),
  voucher_id  bigint      not null constraint voucher_uses_voucher_fkey references vouchers (id),
  customer_id bigint      not null,
  discount    bigint      not null,
  state       text        not null constraint voucher_uses_state_known check (state in ('reserved', 'used', 'released')),
  created_at  timestamptz not null
);
create index voucher_uses_customer on voucher_uses (voucher_id, customer_id) where state <> 'released';

create table waitlist (
  id          bigint generated always as identity constraint waitlist_pkey primary key,
  product_id  bigint      not null constraint waitlist_product_fkey references products (id) on delete cascade,
  customer_id bigint      not null constraint waitlist_customer_fkey references customers (id) on delete cascade,
  state       text        not null default 'waiting'
              constraint waitlist_state_known check (state in ('waiting', 'holding', 'bought', 'lapsed', 'left')),
  created_at  timestamptz not null,
  hold_until  timestamptz
);
create unique index waitlist_one_place on waitlist (product_id, customer_id) where state in ('waiting', 'holding');
create index waitlist_next on waitlist (product_id, id) where state = 'waiting';
create index waitlist_holding on waitlist (hold_until) where state = 'holding';

-- The goods. available → reserved → sold; what was sold never comes back.
create table product_contents (
  id          bigint generated always as identity constraint product_contents_pkey primary key,
  product_id  bigint      not null constraint product_contents_product_fkey references products (id),
  -- Sealed; nothing for a copy of a capped shared product.
  content     text,
  fingerprint bytea       constraint product_contents_fingerprint_unique unique,
  state       text        not null default 'available' constraint product_contents_state_known
              check (state in ('available', 'reserved', 'sold', 'quarantined', 'retired')),
  order_id    bigint      constraint product_contents_order_fkey references orders (id),
  waitlist_id bigint      constraint product_contents_waitlist_fkey references waitlist (id),
  import_id   bigint      constraint product_contents_import_fkey references stock_imports (id),
  created_at  timestamptz not null,
  sold_at     timestamptz,
  constraint product_contents_belong_to_one check (case state
    when 'available' then order_id is null and waitlist_id is null
    when 'quarantined' then order_id is null and waitlist_id is null
    when 'reserved' then (order_id is null) <> (waitlist_id is null)
    else order_id is not null and waitlist_id is null end)
);
create index product_contents_available on product_contents (product_id, id) where state = 'available';
create index product_contents_order on product_contents (order_id) where order_id is not null;
create index product_contents_waitlist on product_contents (waitlist_id) where waitlist_id is not null;
create index product_contents_import on product_contents (import_id) where import_id is not null;
-- Descending, so that it never stands in for the one above and walks past what was sold.
create index product_contents_product on product_contents (product_id, id desc);

create function product_contents_stay_sold() returns trigger language plpgsql as $$
begin
  raise exception 'content % was sold and belongs to its order for ever', old.id
    using errcode = 'check_violation', constraint = 'product_contents_stay_sold';
end $$;
create trigger product_contents_stay_sold before update on product_contents for each row
  when (old.state in ('sold', 'retired') and
        (new.state not in ('sold', 'retired') or new.order_id is distinct from old.order_id
         or (old.state = 'retired' and new.state = 'sold')
         or new.product_id <> old.product_id or new.fingerprint is distinct from old.fingerprint))
  execute function product_contents_stay_sold();
create trigger product_contents_are_not_forgotten before delete on product_contents for each row
  when (old.state in ('sold', 'retired', 'reserved')) execute function product_contents_stay_sold();

-- The wallet: an append-only ledger, and its sum, which is never negative.
create table wallets (
  customer_id bigint constraint wallets_pkey primary key
              constraint wallets_customer_fkey references customers (id),
  balance     bigint not null default 0 constraint wallets_never_negative check (balance >= 0)
);

create table deposits (
  id           bigint generated always as identity constraint deposits_pkey primary key,
  code         text        not null constraint deposits_code_unique unique,
  customer_id  bigint      not null constraint deposits_customer_fkey references customers (id),
  amount       bigint      not null constraint deposits_amount_positive check (amount > 0),
  state        text        not null default 'pending' constraint deposits_state_known check (state in
                 ('pending', 'completed', 'expired', 'cancelled', 'rejected')),
  -- What really came, which is what was credited.
  credited     bigint,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  completed_at timestamptz,
  closed_at    timestamptz
);
create index deposits_customer on deposits (customer_id, id desc);
create index deposits_pending on deposits (expires_at) where state = 'pending';

create table payments (
  id                 bigint generated always as identity constraint payments_pkey primary key,
  order_id           bigint      constraint payments_order_fkey references orders (id),
  deposit_id         bigint      constraint payments_deposit_fkey references deposits (id),
  customer_id        bigint      not null constraint payments_customer_fkey references customers (id),
  gateway            text        not null,
  method             text        not null,
  -- What the gateway knows the charge by. Never used twice with another amount.
  reference          text        not null constraint payments_reference_unique unique,
  -- created: the gateway has not answered yet. pending: it can be paid.
  state              text        not null default 'created' constraint payments_state_known check (state in
                       ('created', 'pending', 'paid', 'expired', 'cancelled', 'failed')),
  amount             bigint      not null constraint payments_amount_positive check (amount > 0),
  fee                bigint      not null default 0,
  total              bigint      not null,
  transaction_id     text,
  qr                 text,
  account_number     text,
  pay_url            text,
  is_sandbox         boolean,
  created_at         timestamptz not null,
  expires_at         timestamptz not null,
  paid_at            timestamptz,
  closed_at          timestamptz,
  attempts           integer     not null default 0,
  -- When the jobs look at it again, open or lately closed.
  next_check_at      timestamptz,
  last_error         text,
  invoice_message_id bigint,
  constraint payments_for_one_thing check ((order_id is null) <> (deposit_id is null)),
  constraint payments_total_adds_up check (fee >= 0 and total = amount + fee)
);
create unique index payments_transaction_unique on payments (gateway, transaction_id) where transaction_id is not null;
create unique index payments_one_open_per_order on payments (order_id) where state in ('created', 'pending');
create unique index payments_one_open_per_deposit on payments (deposit_id) where state in ('created', 'pending');
create index payments_order on payments (order_id) where order_id is not null;
create index payments_deposit on payments (deposit_id) where deposit_id is not null;
create index payments_due_check on payments (next_check_at) where next_check_at is not null;

-- What gateways called us with: hints, kept until they are checked.
create table payment_events (
  id           bigint generated always as identity constraint payment_events_pkey primary key,
  gateway      text        not null,
  -- The gateway repeats a webhook until it sees 200, so the same words count once.
  fingerprint  bytea       not null constraint payment_events_fingerprint_unique unique,
  reference    text        not null,
  transaction_id text,
  body         jsonb       not null,
  received_at  timestamptz not null,
  attempts     integer     not null default 0,
  not_before   timestamptz not null,
  processed_at timestamptz,
  outcome      text
);
create index payment_events_open on payment_events (not_before) where processed_at is null;

-- Every confirmed rupiah, and where it went: to the order, to the wallet, or not known yet.
create table money_in (
  id             bigint generated always as identity constraint money_in_pkey primary key,
  gateway        text        not null,
  transaction_id text        not null,
  reference      text        not null,
  payment_id     bigint      constraint money_in_payment_fkey references payments (id),
  order_id       bigint      constraint money_in_order_fkey references orders (id),
  customer_id    bigint      constraint money_in_customer_fkey references customers (id),
  amount         bigint      not null constraint money_in_amount_positive check (amount > 0),
  to_order       bigint      not null default 0,
  to_wallet      bigint      not null default 0,
  -- Money that names nothing we know: an admin decides, the owner hears of it.
  unclaimed      bigint      not null default 0,
  -- exact, late, double, too_low, too_high, cancelled, unknown, deposit, manual
  circumstance   text        not null,
  confirmed_by   bigint,
  received_at    timestamptz not null,
  constraint money_in_once unique (gateway, transaction_id),
  constraint money_in_ends_somewhere check (
    to_order >= 0 and to_wallet >= 0 and unclaimed >= 0 and to_order + to_wallet + unclaimed = amount)
);
create index money_in_order on money_in (order_id) where order_id is not null;
create index money_in_unclaimed on money_in (id) where unclaimed > 0;

create table wallet_entries (
  id          bigint generated always as identity constraint wallet_entries_pkey primary key,
  customer_id bigint      not null constraint wallet_entries_customer_fkey references wallets (customer_id),
  amount      bigint      not null constraint wallet_entries_amount_moves check (amount <> 0),
  balance     bigint      not null constraint wallet_entries_balance_never_negative check (balance >= 0),
  -- purchase (−), give_back, deposit, payment (late, double, too much), refund, adjustment
  kind        text        not null,
  -- The same cause moves money once.
  cause       text        not null constraint wallet_entries_cause_unique unique,
  order_id    bigint      constraint wallet_entries_order_fkey references orders (id),
  payment_id  bigint      constraint wallet_entries_payment_fkey references payments (id),
  deposit_id  bigint      constraint wallet_entries_deposit_fkey references deposits (id),
  actor_id    bigint,
  reason      text,
  at          timestamptz not null
);
create index wallet_entries_customer on wallet_entries (customer_id, id desc);
create index wallet_entries_order on wallet_entries (order_id) where order_id is not null;

create function wallet_entries_are_final() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only'
    using errcode = 'check_violation', constraint = 'wallet_entries_are_final';
end $$;
create trigger wallet_entries_are_final before update or delete on wallet_entries
  for each row execute function wallet_entries_are_final();

-- Proof of a manual transfer. The text is sealed.
create table payment_proofs (
  id          bigint generated always as identity constraint payment_proofs_pkey primary key,
  payment_id  bigint      not null constraint payment_proofs_payment_fkey references payments (id),
  content     text,
  file_id     text,
  media_type  text,
  state       text        not null default 'waiting'
              constraint payment_proofs_state_known check (state in ('waiting', 'approved', 'rejected')),
  created_at  timestamptz not null,
  reviewed_at timestamptz,
  reviewed_by bigint,
  reason      text
);
create index payment_proofs_payment on payment_proofs (payment_id);
create index payment_proofs_waiting on payment_proofs (id) where state = 'waiting';

-- The shop's numbers by day of the shop's zone, written together with what they count.
create table telemetry_daily (
  date          date   constraint telemetry_daily_pkey primary key,
  new_customers integer not null default 0,
  orders        integer not null default 0,
  paid_orders   integer not null default 0,
  items_sold    integer not null default 0,
  revenue       bigint  not null default 0
);
