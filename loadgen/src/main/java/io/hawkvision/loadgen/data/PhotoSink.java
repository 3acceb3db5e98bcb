package io.hawkvision.loadgen.data;

import java.io.IOException;
import java.io.InputStream;

/** Takes the files of an archive or folder, one after the other. */
@FunctionalInterface
interface PhotoSink {
  /** The path is relative, free of {@code ..}, with {@code /} between folders. */
  void file(String path, InputStream content) throws IOException;
}
