/** Picture bytes in, network input out. The only package that touches OpenCV. */
@NullMarked
package io.hawkvision.zoo.preprocess;

import org.jspecify.annotations.NullMarked;
