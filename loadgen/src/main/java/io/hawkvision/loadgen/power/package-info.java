/** Which power sensors a machine has, before anything is measured with them. */
@NullMarked
package io.hawkvision.loadgen.power;

import org.jspecify.annotations.NullMarked;
