/// A whole cluster on one machine: PostgreSQL, Redis and the servers, each a process.
@NullMarked
package dev.frontrow.localcluster;

import org.jspecify.annotations.NullMarked;
