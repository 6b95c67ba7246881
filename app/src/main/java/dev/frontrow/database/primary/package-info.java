/// A PostgreSQL with standbys: finds its primary, also after a fail-over, and believes in no commit that a standby may
/// lack (`docs/cluster.md`).
@NamedInterface("primary")
@NullMarked
package dev.frontrow.database.primary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
