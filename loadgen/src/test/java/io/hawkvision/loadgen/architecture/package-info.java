/** The rules between modules, tried on the classes that were built. */
@org.jspecify.annotations.NullMarked
package io.hawkvision.loadgen.architecture;
