/// The endpoints for accounts and sessions.
@NullMarked
package dev.frontrow.identity.api;

import org.jspecify.annotations.NullMarked;
