/** The datacenter node: wiring and configuration. */
@NullMarked
package io.hawkvision.dc;

import org.jspecify.annotations.NullMarked;
