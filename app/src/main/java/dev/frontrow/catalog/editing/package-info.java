/// Edits of concerts: what operators may still change, when, and what they are told if not.
@NullMarked
package dev.frontrow.catalog.editing;

import org.jspecify.annotations.NullMarked;
