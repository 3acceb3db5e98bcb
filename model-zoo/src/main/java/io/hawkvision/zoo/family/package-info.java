/** A family of networks as a value, and the only reader and writer of its manifest. */
@NullMarked
package io.hawkvision.zoo.family;

import org.jspecify.annotations.NullMarked;
