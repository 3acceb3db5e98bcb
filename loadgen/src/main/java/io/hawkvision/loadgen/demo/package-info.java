/** hawk demo: two nodes as real processes and a stream of frames at three targets. */
@NullMarked
package io.hawkvision.loadgen.demo;

import org.jspecify.annotations.NullMarked;
