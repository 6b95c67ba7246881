/// Plans of venues: where seats, areas, stage and gates really are; their formats, versions, and what a performance
/// gets from them.
@NullMarked
package dev.frontrow.catalog.venue;

import org.jspecify.annotations.NullMarked;
