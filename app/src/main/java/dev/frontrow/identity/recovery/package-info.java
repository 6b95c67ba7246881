/// Recovery addresses of buyers, and the mails with links that set a new password.
@NullMarked
package dev.frontrow.identity.recovery;

import org.jspecify.annotations.NullMarked;
