/** Where labelled frames come from: folders, ZIP files, the roadside camera. */
@NullMarked
package io.hawkvision.loadgen.source;

import org.jspecify.annotations.NullMarked;
