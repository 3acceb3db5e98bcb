package io.hawkvision.zoo.cli;

import java.io.IOException;

/** Labelled frames by number; any thread, any order. */
interface FrameSource {
  int frames();

  LabelledFrame frame(int i) throws IOException;
}
