/** The split model put together: stem, encoder, packets, tail; and its comparison with JPEG. */
@NullMarked
package io.hawkvision.zoo.split;

import org.jspecify.annotations.NullMarked;
