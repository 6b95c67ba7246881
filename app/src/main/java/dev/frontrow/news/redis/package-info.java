/// One channel of a Redis, Sentinel or Cluster: what is published may get lost, and nobody ever waits for it.
@NullMarked
package dev.frontrow.news.redis;

import org.jspecify.annotations.NullMarked;
