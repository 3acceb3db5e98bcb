/** Pure functions from score, policy and link state to a verdict. No I/O, no Vert.x. */
@NullMarked
package io.hawkvision.edge.decide;

import org.jspecify.annotations.NullMarked;
