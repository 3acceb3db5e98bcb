/** Scores, targets, outcome tables and the choice of a threshold: pure, no I/O, any thread. */
@NullMarked
package io.hawkvision.zoo.policy;

import org.jspecify.annotations.NullMarked;
