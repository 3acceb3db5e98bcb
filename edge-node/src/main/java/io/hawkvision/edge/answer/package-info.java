/** Outcomes to HTTP. The only package that knows status codes and problem documents. */
@NullMarked
package io.hawkvision.edge.answer;

import org.jspecify.annotations.NullMarked;
