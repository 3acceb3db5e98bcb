/** Meters, and the HTTP port that shows them. */
@NullMarked
package io.hawkvision.dc.observe;

import org.jspecify.annotations.NullMarked;
