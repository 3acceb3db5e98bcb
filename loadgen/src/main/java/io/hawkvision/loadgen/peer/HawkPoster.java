package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.family.Family;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Posts pictures to an edge node of ours, as any camera would. Any thread. */
final class HawkPoster implements PeerPoster {
  private final HttpPoster poster;

  HawkPoster(PeerUrl url, Family family, HttpPoster.Limits limits, NanoClock clock) {
    URI node = URI.create("http://" + url.host() + ":" + url.port());
    FrameQuery query = new FrameQuery(Optional.of(family.name()), OptionalInt.empty(), true);
    this.poster = new HttpPoster(node, query, limits, clock);
  }

  @Override
  public LabelledFrame prepare(LabelledFrame frame) {
    return frame;
  }

  @Override
  public boolean preparesTensors() {
    return false;
  }

  @Override
  public void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done) {
    poster.post(frame, target, done);
  }

  @Override
  public void close() {
    poster.close();
  }
}
