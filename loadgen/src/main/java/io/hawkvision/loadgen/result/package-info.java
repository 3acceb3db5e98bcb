/** What a benchmark measured: cells, their frames, and where they are kept. */
@NullMarked
package io.hawkvision.loadgen.result;

import org.jspecify.annotations.NullMarked;
