-- Reports ask for the refunds and the deposits of some days, and for nothing else of those tables.
create index wallet_entries_refunds on wallet_entries (at) where kind = 'refund';
create index deposits_completed on deposits (completed_at) where completed_at is not null;
