/// The account of a sale: what happened, in numbers that follow from the tables, signed so that nobody changes it
/// later.
@NullMarked
package dev.frontrow.boxoffice.report;

import org.jspecify.annotations.NullMarked;
