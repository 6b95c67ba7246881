-- Where a seat stands in its row, counted from the left; null where the order of the seats tells.
alter table catalog.seat add column position integer check (position > 0);
