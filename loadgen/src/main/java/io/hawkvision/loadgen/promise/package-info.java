/** hawk bench promises: is every requested accuracy met, as a client sees it? */
@NullMarked
package io.hawkvision.loadgen.promise;

import org.jspecify.annotations.NullMarked;
