package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;

/** Labelled frames by number, those of a segment side by side; any thread, any order. */
interface FrameSource extends AutoCloseable {
  int frames();

  /** The true label of frame {@code i}, without touching the frame. */
  int label(int i);

  /** What frame {@code i} is called when something is wrong with it. */
  String name(int i);

  /** Reads or draws frame {@code i}. */
  LabelledFrame frame(int i) throws IOException, UnreadableImageException;

  /** Lets go of what frames are read from. */
  @Override
  default void close() throws IOException {}
}
