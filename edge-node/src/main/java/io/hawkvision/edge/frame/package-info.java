/** Bytes in: the request's head and body, their checks and limits, and admission. */
@NullMarked
package io.hawkvision.edge.frame;

import org.jspecify.annotations.NullMarked;
