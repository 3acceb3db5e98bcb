/** Which frames are computed next: bounded, earliest deadline first, batches that close in time. */
@NullMarked
package io.hawkvision.dc.schedule;

import org.jspecify.annotations.NullMarked;
