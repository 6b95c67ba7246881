/// The pages on which plans of venues are listed, drawn, imported and exported.
@NullMarked
package dev.frontrow.boxoffice.venues;

import org.jspecify.annotations.NullMarked;
