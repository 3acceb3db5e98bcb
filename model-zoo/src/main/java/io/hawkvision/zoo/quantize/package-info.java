/**
 * From a float network to int8 with power-of-two scales: the quantiser, the integer reference that
 * every engine must equal bit for bit, and the QDQ form of ONNX that carries it.
 */
@NullMarked
package io.hawkvision.zoo.quantize;

import org.jspecify.annotations.NullMarked;
