/** When each frame is to be sent, to which target, and the window of frames made ahead. */
@NullMarked
package io.hawkvision.loadgen.schedule;

import org.jspecify.annotations.NullMarked;
