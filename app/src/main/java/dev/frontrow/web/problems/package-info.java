/// Every failure becomes a refusal in one format: exceptions, statuses, and what Jetty refuses.
@NullMarked
package dev.frontrow.web.problems;

import org.jspecify.annotations.NullMarked;
