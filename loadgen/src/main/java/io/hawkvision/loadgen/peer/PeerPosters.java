package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.zoo.family.Family;
import java.io.IOException;

/** Makes the poster that a URL asks for. */
public final class PeerPosters {
  private PeerPosters() {}

  /**
   * Asks the server what it takes and refuses one that cannot be driven with this family's edge
   * variant. Blocks the caller; the poster must be closed.
   */
  public static PeerPoster open(
      PeerUrl url, Family family, HttpPoster.Limits limits, NanoClock clock) throws IOException {
    try {
      return switch (url.protocol()) {
        case OIP_HTTP -> OipHttpPoster.open(url, family, limits, clock);
        case OIP_GRPC -> OipGrpcPoster.open(url, family, limits, clock);
        case DJL -> DjlPoster.open(url, family, limits, clock);
        case HAWK -> new HawkPoster(url, family, limits, clock);
      };
    } catch (IOException e) {
      throw new IOException("peer " + url + ": " + e.getMessage(), e);
    }
  }
}
