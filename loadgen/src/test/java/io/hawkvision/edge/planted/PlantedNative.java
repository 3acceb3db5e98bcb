package io.hawkvision.edge.planted;

import ai.onnxruntime.OrtException;
import org.bytedeco.opencv.opencv_core.Mat;

/** An edge class that uses native libraries itself: forbidden, and here to see the rules fail. */
public final class PlantedNative {
  public boolean knows(Object thing) {
    return thing instanceof Mat || thing instanceof OrtException;
  }
}
