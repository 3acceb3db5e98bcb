package io.hawkvision.loadgen.promise;

import io.hawkvision.loadgen.post.ServedFamily;
import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.PhotoSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code hawk bench promises}, as picocli fills them in. */
final class PromisesOptions {
  private static final long MOST_FRAMES = 1_000_000;

  @Option(
      names = "--images",
      paramLabel = "DIR|ZIP",
      description =
          "Photographs to send as well, one folder per label; the family is the one that knows all"
              + " their labels.")
  @Nullable Path images;

  @Option(
      names = "--label-map",
      paramLabel = "FILE.csv",
      description = "A table folder,label for folders that are named otherwise.")
  @Nullable Path labelMap;

  @Option(
      names = "--split",
      paramLabel = "FILE.csv",
      description = "A table path,split; send only the photographs of one --part.")
  @Nullable Path split;

  @Option(names = "--part", paramLabel = "NAME", description = "Part of the --split, such as test.")
  @Nullable String part;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Frames per target; of photographs each at most once. Default: 5000.")
  long frames = 5000;

  @Option(
      names = "--every",
      paramLabel = "K",
      defaultValue = "3",
      description = "Post every K-th frame of the camera: more scenes, fewer alike. Default: 3.")
  int every = 3;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "4000000",
      description =
          "Which camera, the order of photographs and the arrival times. Default: 4000000, a camera"
              + " that nothing was trained or calibrated on.")
  long seed = 4_000_000;

  @Option(
      names = "--rate",
      paramLabel = "FPS",
      defaultValue = "60",
      description =
          "Frames per second over all targets, at most: no frame is sent while 16 are under way."
              + " Default: 60.")
  double rate = 60;

  @Option(names = "--json", description = "Print one JSON object as the last line of stdout.")
  boolean json;

  /** Every problem of the combination, in words; empty when it is usable. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(
        problems, frames > 0 && frames <= MOST_FRAMES, "--frames must be between 1 and 1,000,000");
    check(problems, rate > 0 && rate <= 10_000, "--rate must be between 0 and 10,000");
    check(problems, every > 0 && every <= 1000, "--every must be between 1 and 1,000");
    check(problems, (split == null) == (part == null), "--split and --part belong together");
    check(problems, split == null || images != null, "--split needs --images");
    check(problems, labelMap == null || images != null, "--label-map needs --images");
    return problems;
  }

  private static void check(List<String> problems, boolean fine, String problem) {
    if (!fine) {
      problems.add(problem);
    }
  }

  Optional<PhotoSource.Choice> photos() {
    return images == null ? Optional.empty() : Optional.of(choice(images));
  }

  private PhotoSource.Choice choice(Path place) {
    return new PhotoSource.Choice(
        place,
        Optional.empty(),
        Optional.ofNullable(labelMap),
        split == null || part == null
            ? Optional.empty()
            : Optional.of(new PhotoSource.Part(split, part)));
  }

  FrameSource camera(ServedFamily family) throws InvalidInputException {
    return CameraSource.roadside(new CameraSource.View(seed, every), family.labels());
  }

  /** To be asked for only with {@code --images}. */
  FrameSource photographs(ServedFamily family) throws IOException, InvalidInputException {
    return PhotoSource.open(photos().orElseThrow(), family.labels(), seed);
  }

  /** Per target: a photograph sent twice would tell nothing new. */
  long frames(OptionalLong sourceFrames) {
    return Math.min(frames, sourceFrames.orElse(frames));
  }
}
