-- An item never changes. The sweep deletes those that every node has had the time to read.
grant delete on news.item to ${server};
