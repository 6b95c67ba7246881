-- Run by the owner after the migrations of each module, at every start: whatever table a module has by now, the server's
-- role may read it and add to it. What else it may do is said in the module's own afterMigrate__2_rights.sql, and
-- nothing that is not said there: neither changing nor deleting, and never truncating.
revoke all on all tables in schema ${schema} from public, ${server};
revoke all on all sequences in schema ${schema} from public, ${server};
revoke all on all routines in schema ${schema} from public, ${server};
revoke all on schema ${schema} from public, ${server};
grant usage on schema ${schema} to ${server};
grant select, insert on all tables in schema ${schema} to ${server};
