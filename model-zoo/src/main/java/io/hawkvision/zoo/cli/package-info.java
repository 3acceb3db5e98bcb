/** The {@code hawk zoo} commands. */
@NullMarked
package io.hawkvision.zoo.cli;

import org.jspecify.annotations.NullMarked;
