/** The link to the datacenter node: handshake, window, deadlines, reconnection. */
@NullMarked
package io.hawkvision.edge.escalate;

import org.jspecify.annotations.NullMarked;
