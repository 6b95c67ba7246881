/// Basics of HTTP that the other packages share: paths, client addresses, probes, text in UTF-8.
@NullMarked
package dev.frontrow.web.http;

import org.jspecify.annotations.NullMarked;
