/** What a node takes: power sensors, the meter over them, and the model where there is none. */
@NullMarked
package io.hawkvision.zoo.power;

import org.jspecify.annotations.NullMarked;
