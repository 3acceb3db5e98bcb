/** The load of a benchmark: which camera sends which frame when, and what became of each. */
@NullMarked
package io.hawkvision.loadgen.load;

import org.jspecify.annotations.NullMarked;
