package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;

/**
 * Posts frames to a server of whatever protocol. What it posts must have been prepared, which is
 * done ahead of the schedule: a peer is not charged for what its client does to a picture.
 */
public interface PeerPoster extends FramePoster, AutoCloseable {
  /**
   * The same frame with what this server takes in the place of its picture. May decode and scale:
   * for the thread that makes frames, one at a time, never an event loop.
   */
  LabelledFrame prepare(LabelledFrame frame) throws IOException;

  /** Whether preparing does the server's work of decoding. */
  boolean preparesTensors();

  @Override
  void close();
}
