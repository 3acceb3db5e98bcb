/** Families of networks and what runs them. */
@NullMarked
package io.hawkvision.zoo;

import org.jspecify.annotations.NullMarked;
