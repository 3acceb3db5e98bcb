/** How a run went, window by window and around a drift: table, JSON, CSV and picture. */
@NullMarked
package io.hawkvision.loadgen.course;

import org.jspecify.annotations.NullMarked;
