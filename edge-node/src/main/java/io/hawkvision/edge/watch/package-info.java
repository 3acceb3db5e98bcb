/**
 * Whether the promise still holds: audits of local answers, the sequential tests over them, human
 * labels, and the small store that keeps all of it over a restart. Injected clocks, no Vert.x.
 */
@NullMarked
package io.hawkvision.edge.watch;

import org.jspecify.annotations.NullMarked;
