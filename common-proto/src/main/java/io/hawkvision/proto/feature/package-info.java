/**
 * Split features on the wire: a code of small whole numbers, cut into packets in order of
 * importance, each entropy-coded with static tables and readable alone. Pure Java, no I/O.
 */
@NullMarked
package io.hawkvision.proto.feature;

import org.jspecify.annotations.NullMarked;
