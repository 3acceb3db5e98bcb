/** Ways to serve that the benchmark compares ours with; none of them is for production. */
@NullMarked
package io.hawkvision.edge.baseline;

import org.jspecify.annotations.NullMarked;
