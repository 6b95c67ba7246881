-- A node keeps its own row and deletes those of dead ones. A lease keeps its row for ever, and its epoch only rises.
grant update (node_id, version, started_at, seen_at), delete on cluster.node to ${server};
grant update (owner, epoch, until) on cluster.lease to ${server};
