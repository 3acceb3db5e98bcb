/**
 * Links between the tiers, emulated: rate, delay, jitter, loss and outages for TCP and datagrams
 * through one queue, in network namespaces that end with the run.
 */
@NullMarked
package io.hawkvision.loadgen.link;

import org.jspecify.annotations.NullMarked;
