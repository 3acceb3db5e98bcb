/** Generated messages of inference.proto: the Open Inference Protocol v2 over gRPC. */
@NullMarked
package io.hawkvision.proto.oip;

import org.jspecify.annotations.NullMarked;
