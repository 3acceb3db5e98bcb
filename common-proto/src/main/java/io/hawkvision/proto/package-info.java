/** Generated messages and helpers of the wire between the tiers. */
@NullMarked
package io.hawkvision.proto;

import org.jspecify.annotations.NullMarked;
