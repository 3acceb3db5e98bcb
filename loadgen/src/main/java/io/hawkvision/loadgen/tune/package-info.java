/** Thresholds of the cascades under comparison, found on a trace that no cell sends. */
@NullMarked
package io.hawkvision.loadgen.tune;

import org.jspecify.annotations.NullMarked;
