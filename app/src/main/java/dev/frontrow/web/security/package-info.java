/// Who may call what, and what browsers may do with the answers: authentication, CSRF, CORS, content policy.
@NullMarked
package dev.frontrow.web.security;

import org.jspecify.annotations.NullMarked;
