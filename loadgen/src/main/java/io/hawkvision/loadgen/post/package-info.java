/** One frame over HTTP to an edge node, and what came back. */
@NullMarked
package io.hawkvision.loadgen.post;

import org.jspecify.annotations.NullMarked;
