/** hawk bench: what the edge's HTTP path costs beside a bare loop. */
@NullMarked
package io.hawkvision.loadgen.bench;

import org.jspecify.annotations.NullMarked;
