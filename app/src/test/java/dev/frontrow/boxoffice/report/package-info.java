@NullMarked
package dev.frontrow.boxoffice.report;

import org.jspecify.annotations.NullMarked;
