-- What admins change from the phone, beside products and orders.

-- A text that an admin wrote in place of the built-in one.
create table reply_templates (
  label      text        not null,
  language   text        not null constraint reply_templates_language_known check (language in ('id', 'en')),
  content    text        not null,
  updated_at timestamptz not null,
  updated_by bigint      not null,
  constraint reply_templates_pkey primary key (label, language)
);

create table calculations (
  id       bigint generated always as identity constraint calculations_pkey primary key,
  actor_id bigint      not null,
  kind     text        not null,
  input    jsonb       not null,
  result   bigint      not null,
  at       timestamptz not null
);
create index calculations_actor on calculations (actor_id, id desc);
