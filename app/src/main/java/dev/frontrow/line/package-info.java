/// The line of a concert as a pure model: numbers, lanes, presence, admission control, forecasts and their
/// calibration. No database, no Spring and no clock: the same calls give the same answers.
@NullMarked
@ApplicationModule(allowedDependencies = "catalog")
package dev.frontrow.line;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
