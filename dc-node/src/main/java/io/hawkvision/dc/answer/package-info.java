/** Outcomes to messages; the only place that knows the wire's codes. */
@NullMarked
package io.hawkvision.dc.answer;

import org.jspecify.annotations.NullMarked;
