/** What a benchmark compares: systems, families, links, seeds; read from plan files. */
@NullMarked
package io.hawkvision.loadgen.plan;

import org.jspecify.annotations.NullMarked;
