/** Other inference servers beside ours, by URL, with the same model, rates and frames. */
@NullMarked
package io.hawkvision.loadgen.peer;

import org.jspecify.annotations.NullMarked;
