/** Pictures of measurements as PNG files. The only package that touches XChart and Java2D. */
@NullMarked
package io.hawkvision.zoo.plot;

import org.jspecify.annotations.NullMarked;
