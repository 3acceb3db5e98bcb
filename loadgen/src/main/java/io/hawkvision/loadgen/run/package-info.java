/** hawk bench run: starts what a plan compares, measures its cells in turns, keeps them. */
@NullMarked
package io.hawkvision.loadgen.run;

import org.jspecify.annotations.NullMarked;
