-- Whoever takes the next free unit, message or update walks past the index entries of those that
-- were taken before, until a vacuum has removed them. Its default waits for a fifth of the table:
-- with a million units that would be 200,000 entries and two milliseconds at every checkout. Nor
-- may it leave the indexes alone because only few pages were touched, as it would by itself.

alter table product_contents set (autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_scale_factor = 0.005, vacuum_index_cleanup = on);

alter table outbox set (autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_scale_factor = 0.005, vacuum_index_cleanup = on);

alter table telegram_updates set (autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_scale_factor = 0.005, vacuum_index_cleanup = on);

alter table orders set (autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_scale_factor = 0.005, vacuum_index_cleanup = on);

alter table payments set (autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_scale_factor = 0.005, vacuum_index_cleanup = on);
