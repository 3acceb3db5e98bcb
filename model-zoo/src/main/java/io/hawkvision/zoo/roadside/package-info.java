/**
 * A procedural roadside camera: every frame is a pure function of a seed and an index, drawn by
 * this package's own rasteriser, so that a user needs no photographs to see the server work.
 */
@NullMarked
package io.hawkvision.zoo.roadside;

import org.jspecify.annotations.NullMarked;
