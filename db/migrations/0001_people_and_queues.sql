-- The people, the words they typed, and the queues in both directions.

create table settings (
  key        text        constraint settings_pkey primary key,
  value      jsonb       not null,
  updated_at timestamptz not null,
  updated_by bigint
);

-- A customer is a person on Telegram; the id is Telegram's.
create table customers (
  id             bigint      constraint customers_pkey primary key,
  username       text,
  first_name     text        not null default '',
  last_name      text,
  language       text        constraint customers_language_known check (language in ('id', 'en')),
  is_blocked     boolean     not null default false,
  blocked_reason text,
  -- Since when Telegram refuses our messages to this person (403).
  unreachable_at timestamptz,
  -- Until when the anti-spam rule keeps the bot silent.
  quiet_until    timestamptz,
  created_at     timestamptz not null,
  last_seen_at   timestamptz not null
);
create index customers_created_at on customers (created_at);
create index customers_username on customers (lower(username) text_pattern_ops);

-- Staff are named in the bot by the owner; owners and admins come from the configuration alone.
create table staff (
  telegram_id bigint      constraint staff_pkey primary key,
  name        text        not null,
  rights      text[]      not null,
  added_by    bigint      not null,
  added_at    timestamptz not null
);

create table audit_log (
  id       bigint generated always as identity constraint audit_log_pkey primary key,
  at       timestamptz not null,
  actor_id bigint,
  action   text        not null,
  subject  text        not null,
  before   jsonb,
  after    jsonb,
  note     text
);
create index audit_log_subject on audit_log (subject, id);
create index audit_log_at on audit_log (at);

-- What Telegram handed over. The payload is sealed: it may hold goods or personal data.
-- A row stays for a while after it is done, so that a repeated update is recognised.
create table telegram_updates (
  update_id   bigint      constraint telegram_updates_pkey primary key,
  user_id     bigint      not null,
  state       text        not null default 'pending'
              constraint telegram_updates_state_known check (state in ('pending', 'answering', 'done', 'failed')),
  payload     text,
  replies     text,
  attempts    integer     not null default 0,
  claimed_by  text,
  received_at timestamptz not null,
  done_at     timestamptz
);
create index telegram_updates_pending on telegram_updates (user_id, update_id) where state = 'pending';
create index telegram_updates_answering on telegram_updates (update_id) where state = 'answering';
create index telegram_updates_done on telegram_updates (done_at) where state in ('done', 'failed');

-- What a person is in the middle of typing; the draft is sealed.
create table dialogs (
  user_id    bigint      constraint dialogs_pkey primary key,
  name       text        not null,
  step       text        not null,
  draft      text        not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null
);

-- The road towards Telegram. lane: 0 replies, 1 orders, 2 notices, 3 broadcast.
create table outbox (
  id            bigint generated always as identity constraint outbox_pkey primary key,
  lane          smallint    not null constraint outbox_lane_known check (lane between 0 and 3),
  chat_id       bigint      not null,
  kind          text        not null,
  dedupe_key    text        not null constraint outbox_dedupe_key_unique unique,
  -- A sealed call, or nothing where the kind renders the message from the rows it names.
  body          text,
  order_id      bigint,
  payment_id    bigint,
  state         text        not null default 'waiting'
                constraint outbox_state_known check (state in ('waiting', 'done', 'parked', 'dropped')),
  -- The placeholder that the goods are edited into.
  message_id    bigint,
  attempts      integer     not null default 0,
  not_before    timestamptz not null,
  claimed_until timestamptz,
  last_error    text,
  created_at    timestamptz not null,
  done_at       timestamptz
);
create index outbox_waiting on outbox (lane, id) where state = 'waiting';
create index outbox_waiting_by_chat on outbox (chat_id, id) where state = 'waiting';
create index outbox_parked on outbox (id) where state = 'parked';
create index outbox_order on outbox (order_id) where order_id is not null;
create index outbox_done on outbox (done_at) where state in ('done', 'dropped');

-- What Telegram asked us to wait for, as long as it said. scope: 'bot' or 'chat:<id>'.
create table outbox_pauses (
  scope text        constraint outbox_pauses_pkey primary key,
  until timestamptz not null
);
