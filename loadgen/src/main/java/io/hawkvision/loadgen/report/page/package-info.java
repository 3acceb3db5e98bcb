/** The report as one page that loads nothing: elements, charts, sections. */
@NullMarked
package io.hawkvision.loadgen.report.page;

import org.jspecify.annotations.NullMarked;
