/// Races of the group commit, played by jcstress until they happen, and what it costs and saves, measured by JMH:
/// `./frontrow bench group-commit`.
@NullMarked
package dev.frontrow.groupcommit;

import org.jspecify.annotations.NullMarked;
