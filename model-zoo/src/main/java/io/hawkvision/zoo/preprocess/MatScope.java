package io.hawkvision.zoo.preprocess;

import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Owns every native thing made between its opening and its closing, on one thread and in one
 * method; counts the matrices among them.
 */
final class MatScope implements AutoCloseable {
  private final PointerScope scope = new PointerScope();
  private int mats;

  /** Counts a matrix that was just made. */
  Mat own(Mat mat) {
    mats++;
    NativeHandles.opened(Kind.MAT);
    return mat;
  }

  @Override
  public void close() {
    scope.close();
    NativeHandles.count(Kind.MAT, -mats);
    mats = 0;
  }
}
