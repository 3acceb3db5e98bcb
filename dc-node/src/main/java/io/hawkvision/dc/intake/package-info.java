/** Bytes in: TLS, the stream's handshake, checks; and the value types that later stages share. */
@NullMarked
package io.hawkvision.dc.intake;

import org.jspecify.annotations.NullMarked;
