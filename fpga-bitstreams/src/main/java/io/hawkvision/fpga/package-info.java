/** What turns a quantised network into something an FPGA runs. */
@NullMarked
package io.hawkvision.fpga;

import org.jspecify.annotations.NullMarked;
