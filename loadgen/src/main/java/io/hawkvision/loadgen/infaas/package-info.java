/** The benchmark's INFaaS-like baseline: all variants on the edge box, none in a datacenter. */
@NullMarked
package io.hawkvision.loadgen.infaas;

import org.jspecify.annotations.NullMarked;
