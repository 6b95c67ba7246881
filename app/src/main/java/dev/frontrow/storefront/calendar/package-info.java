/// Files for calendars.
@NullMarked
package dev.frontrow.storefront.calendar;

import org.jspecify.annotations.NullMarked;
