/** An admitted frame to scores: decode and network in one worker task. */
@NullMarked
package io.hawkvision.edge.infer;

import org.jspecify.annotations.NullMarked;
