/** The edge's meters, declared in one place. */
@NullMarked
package io.hawkvision.edge.observe;

import org.jspecify.annotations.NullMarked;
