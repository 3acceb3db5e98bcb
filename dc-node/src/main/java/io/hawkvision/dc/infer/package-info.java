/** Batches to logits, on owned threads. */
@NullMarked
package io.hawkvision.dc.infer;

import org.jspecify.annotations.NullMarked;
