/// One channel of a Redis server, a Sentinel setup or a Redis Cluster. Publishing never blocks, and messages may be
/// lost.
@NullMarked
package dev.frontrow.news.redis;

import org.jspecify.annotations.NullMarked;
