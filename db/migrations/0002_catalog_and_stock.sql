-- What is for sale, and the units that are sold once.

create table categories (
  id        bigint generated always as identity constraint categories_pkey primary key,
  name      text    not null,
  slug      text    not null constraint categories_slug_unique unique,
  emoji     text    not null default '',
  position  integer not null default 0,
  is_active boolean not null default true
);

create table products (
  id               bigint generated always as identity constraint products_pkey primary key,
  category_id      bigint constraint products_category_fkey references categories (id),
  code             text        not null,
  name             text        not null,
  description      text        not null default '',
  price            bigint      not null constraint products_price_positive check (price > 0),
  -- unique: one unit, one buyer. shared: every buyer gets the same text. file: the same file.
  kind             text        not null default 'unique'
                   constraint products_kind_known check (kind in ('unique', 'shared', 'file')),
  -- A capped shared product has one unit without content for each copy that may be sold.
  is_capped        boolean     not null default false,
  -- The sealed text of a shared product.
  shared_content   text,
  instructions     text        not null default '',
  picture_file_id  text,
  max_per_order    integer     constraint products_max_per_order_positive check (max_per_order > 0),
  low_stock_at     integer     constraint products_low_stock_at_whole check (low_stock_at >= 0),
  -- What admins were last told about the stock: an alarm fires on a change only.
  stock_alarm      text        not null default 'ok'
                   constraint products_stock_alarm_known check (stock_alarm in ('ok', 'low', 'out')),
  -- Written by settlement alone, and proved by the doctor against the orders.
  sold_count       bigint      not null default 0 constraint products_sold_count_whole check (sold_count >= 0),
  position         integer     not null default 0,
  is_active        boolean     not null default true,
  archived_at      timestamptz,
  -- Raised by every edit, so that two admins do not overwrite each other unseen.
  version          integer     not null default 1,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  updated_by       bigint
);
create unique index products_code_unique on products (lower(code));
create index products_shown on products (category_id, position, id) where is_active and archived_at is null;
create index products_all_shown on products (position, id) where is_active and archived_at is null;

create table product_files (
  product_id       bigint  constraint product_files_pkey primary key
                   constraint product_files_product_fkey references products (id) on delete cascade,
  name             text    not null,
  mime             text    not null,
  size             integer not null,
  sealed           bytea   not null
);

create table product_terms (
  product_id bigint constraint product_terms_pkey primary key
             constraint product_terms_product_fkey references products (id) on delete cascade,
  content    text   not null
);

create table product_price_tiers (
  product_id   bigint  not null constraint product_price_tiers_product_fkey references products (id) on delete cascade,
  min_quantity integer not null constraint product_price_tiers_from_two check (min_quantity >= 2),
  unit_price   bigint  not null constraint product_price_tiers_price_positive check (unit_price > 0),
  constraint product_price_tiers_pkey primary key (product_id, min_quantity)
);

-- One upload of stock, so that it can be undone while unsold.
create table stock_imports (
  id         bigint generated always as identity constraint stock_imports_pkey primary key,
  product_id bigint      not null constraint stock_imports_product_fkey references products (id) on delete cascade,
  actor_id   bigint,
  added      integer     not null,
  created_at timestamptz not null,
  undone_at  timestamptz
);
create index stock_imports_product on stock_imports (product_id, id);
