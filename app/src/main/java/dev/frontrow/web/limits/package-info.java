/// Limits on what clients may take: connections, bodies, slots for requests, and rates.
@NullMarked
package dev.frontrow.web.limits;

import org.jspecify.annotations.NullMarked;
