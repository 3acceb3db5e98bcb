package io.hawkvision.loadgen.peer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Another source's frames, prepared for one server on the thread that makes them. */
public final class PreparedSource implements FrameSource {
  private final FrameSource source;
  private final PeerPoster poster;

  public PreparedSource(FrameSource source, PeerPoster poster) {
    this.source = requireNonNull(source, "source");
    this.poster = requireNonNull(poster, "poster");
  }

  @Override
  public OptionalLong size() {
    return source.size();
  }

  @Override
  public LabelledFrame frame(long index) throws IOException {
    return poster.prepare(source.frame(index));
  }

  @Override
  public List<String> labels() {
    return source.labels();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
