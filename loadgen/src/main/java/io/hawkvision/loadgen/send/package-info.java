/** hawk send: your frames, or a camera's, to a running edge node. */
@NullMarked
package io.hawkvision.loadgen.send;

import org.jspecify.annotations.NullMarked;
