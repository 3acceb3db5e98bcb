/** hawk data: labelled folders of photographs from a public archive. */
@NullMarked
package io.hawkvision.loadgen.data;

import org.jspecify.annotations.NullMarked;
