/** Counts every frame posted; accuracy, latency and bytes per target; table and JSON. */
@NullMarked
package io.hawkvision.loadgen.measure;

import org.jspecify.annotations.NullMarked;
