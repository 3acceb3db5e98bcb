package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Human labels as segments of a calibration: frames of one camera that follow each other within
 * {@link #SCENE} may show one scene and share one. A certifier draws at most one frame of a segment
 * and thins all segments out by the longest one, so that a long segment would cost a table more
 * than its frames bring. Hence frames are taken in the order of a hash of their ids, which knows
 * nothing of what they show and leaves the sample uniform, as many as give the most independent
 * frames. Pure.
 */
final class LabelSegments {
  static final Duration SCENE = Duration.ofSeconds(60);

  private LabelSegments() {}

  /**
   * The segments of the frames to take, each in the order of time.
   *
   * @param frames of the table so far
   * @param longest how many frames its longest segment has
   */
  static List<List<HumanLabel>> of(List<HumanLabel> uniform, int frames, int longest) {
    List<HumanLabel> drawn =
        uniform.stream().sorted(Comparator.comparing(label -> hash(label.id()))).toList();
    int taken = 0;
    double independent = 0;
    for (int most = Math.max(1, longest); taken < drawn.size(); most++) {
      if ((double) (frames + drawn.size()) / most <= independent) {
        break;
      }
      int fitting = fitting(drawn, most);
      if ((double) (frames + fitting) / most > independent) {
        independent = (double) (frames + fitting) / most;
        taken = fitting;
      }
    }
    return segments(drawn.subList(0, taken));
  }

  private static String hash(String id) {
    return Sha256.of(id.getBytes(StandardCharsets.UTF_8));
  }

  /** How many frames can be taken so that no segment is longer. */
  private static int fitting(List<HumanLabel> drawn, int most) {
    int fit = 0;
    int tooMany = drawn.size() + 1;
    while (tooMany - fit > 1) {
      int middle = fit + (tooMany - fit) / 2;
      if (longest(segments(drawn.subList(0, middle))) <= most) {
        fit = middle;
      } else {
        tooMany = middle;
      }
    }
    return fit;
  }

  private static int longest(List<List<HumanLabel>> segments) {
    return segments.stream().mapToInt(List::size).max().orElse(0);
  }

  private static List<List<HumanLabel>> segments(List<HumanLabel> frames) {
    Map<String, List<HumanLabel>> cameras = new LinkedHashMap<>();
    frames.stream()
        .sorted(Comparator.comparing(HumanLabel::auditedAt).thenComparing(HumanLabel::id))
        .forEach(
            frame -> cameras.computeIfAbsent(frame.camera(), c -> new ArrayList<>()).add(frame));
    List<List<HumanLabel>> segments = new ArrayList<>();
    cameras.values().forEach(camera -> split(camera, segments));
    return segments;
  }

  private static void split(List<HumanLabel> camera, List<List<HumanLabel>> segments) {
    int from = 0;
    for (int i = 1; i <= camera.size(); i++) {
      boolean isEnd =
          i == camera.size()
              || camera.get(i - 1).auditedAt().plus(SCENE).isBefore(camera.get(i).auditedAt());
      if (isEnd) {
        segments.add(List.copyOf(camera.subList(from, i)));
        from = i;
      }
    }
  }
}
