/** ONNX files as values: read with every guard a hostile file calls for, and written. */
@NullMarked
package io.hawkvision.zoo.onnx;

import org.jspecify.annotations.NullMarked;
