/** The open loop: sends frames at their intended times and collects the replies. */
@NullMarked
package io.hawkvision.loadgen.drive;

import org.jspecify.annotations.NullMarked;
