/** What cells say together: pooled figures, paired comparisons, and how they are shown. */
@NullMarked
package io.hawkvision.loadgen.report;

import org.jspecify.annotations.NullMarked;
