-- Files of stock that an admin has confirmed and that are still to be read. A row goes in the
-- transaction that adds its units: whatever dies meanwhile, they are added once, all or none.
create table stock_uploads (
  id         bigint generated always as identity constraint stock_uploads_pkey primary key,
  product_id bigint      not null constraint stock_uploads_product_fkey references products (id) on delete cascade,
  actor_id   bigint      not null,
  language   text        not null constraint stock_uploads_language_known check (language in ('id', 'en')),
  -- The message that shows how far it is.
  message_id bigint,
  -- Sealed: Telegram's name of the file, and what was typed beside it.
  source     text        not null,
  attempts   integer     not null default 0,
  not_before timestamptz not null,
  created_at timestamptz not null
);
create index stock_uploads_product on stock_uploads (product_id);
