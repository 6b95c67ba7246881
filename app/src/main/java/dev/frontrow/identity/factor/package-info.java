/// The second factor of operators: codes of an app on their phone (TOTP), and recovery codes on paper.
@NullMarked
package dev.frontrow.identity.factor;

import org.jspecify.annotations.NullMarked;
