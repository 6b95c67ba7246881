/// The fast paths: answers to the hottest calls in front of the servlets, with the same rules as behind them.
@NullMarked
package dev.frontrow.web.fast;

import org.jspecify.annotations.NullMarked;
