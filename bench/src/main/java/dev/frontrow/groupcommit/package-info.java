/// Race tests of the group commit with jcstress, and measurements of its costs and gains with JMH:
/// `./frontrow bench group-commit`.
@NullMarked
package dev.frontrow.groupcommit;

import org.jspecify.annotations.NullMarked;
