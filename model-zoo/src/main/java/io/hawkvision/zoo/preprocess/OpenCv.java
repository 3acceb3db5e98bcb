package io.hawkvision.zoo.preprocess;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Loads the three OpenCV libraries we use, once; a class initialiser is the lock. */
final class OpenCv {
  static {
    // JavaCPP would read /proc at every allocation and throw once the process is larger than a
    // multiple of the Java heap; our own bounds are the leases and one picture per worker.
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
    // Parallelism is one worker per picture; OpenCV's own threads would fight for the same cores.
    opencv_core.setNumThreads(0);
  }

  private OpenCv() {}

  /** Makes sure that the static part ran. */
  static void load() {}
}
