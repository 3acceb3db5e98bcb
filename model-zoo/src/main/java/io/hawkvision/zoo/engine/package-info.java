/** Network input in, logits out. The only package that touches ONNX Runtime. */
@NullMarked
package io.hawkvision.zoo.engine;

import org.jspecify.annotations.NullMarked;
