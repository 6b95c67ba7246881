@NullMarked
package dev.frontrow.localcluster;

import org.jspecify.annotations.NullMarked;
