/** Certificates: exact tests of policies that were ordered beforehand. Pure, no I/O, any thread. */
@NullMarked
package io.hawkvision.zoo.certify;

import org.jspecify.annotations.NullMarked;
