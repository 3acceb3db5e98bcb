/** The edge node: wiring and configuration. */
@NullMarked
package io.hawkvision.edge;

import org.jspecify.annotations.NullMarked;
