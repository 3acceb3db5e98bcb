package io.hawkvision.loadgen.source;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Labelled frames by index, the same for the same index; called from one thread at a time. */
public interface FrameSource extends AutoCloseable {
  /** Empty for an endless camera. */
  OptionalLong size();

  /** A finite source starts again after its last frame. */
  LabelledFrame frame(long index) throws IOException;

  /** Every label that may occur. */
  List<String> labels();

  @Override
  void close() throws IOException;
}
