/** Cameras, links and reports: drives nodes over their public protocols. */
@NullMarked
package io.hawkvision.loadgen;

import org.jspecify.annotations.NullMarked;
