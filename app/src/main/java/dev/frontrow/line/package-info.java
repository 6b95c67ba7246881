/// The pure line of a concert: numbers, lanes, presence, admission control, forecasts and their calibration. It knows
/// no
/// database, no Spring and no clock: the same calls give the same answers.
@NullMarked
@ApplicationModule(allowedDependencies = "catalog")
package dev.frontrow.line;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
