/** Other processes of ours: started, awaited, asked to end, never left behind. */
@NullMarked
package io.hawkvision.loadgen.child;

import org.jspecify.annotations.NullMarked;
