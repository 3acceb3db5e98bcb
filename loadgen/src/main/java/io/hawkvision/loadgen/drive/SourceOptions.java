package io.hawkvision.loadgen.drive;

import io.hawkvision.loadgen.post.ServedFamilies;
import io.hawkvision.loadgen.post.ServedFamily;
import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.PhotoLabels;
import io.hawkvision.loadgen.source.PhotoSource;
import io.hawkvision.zoo.roadside.Drift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which labelled frames a command sends, as picocli fills it in. */
public final class SourceOptions {
  @Option(
      names = "--images",
      paramLabel = "DIR|ZIP",
      description = "Photographs to send: a folder, or a ZIP file.")
  private @Nullable Path images;

  @Option(
      names = "--labels",
      paramLabel = "by-folder|FILE.csv",
      defaultValue = "by-folder",
      description =
          "The true labels: the name of the folder a file lies in, or a table with the columns"
              + " file,label (also one inside the ZIP). Default: ${DEFAULT-VALUE}.")
  private String labels = "by-folder";

  @Option(
      names = "--label-map",
      paramLabel = "FILE.csv",
      description = "A table folder,label for folders (or table labels) that are named otherwise.")
  private @Nullable Path labelMap;

  @Option(
      names = "--split",
      paramLabel = "FILE.csv",
      description = "A table path,split; send only the files of one --part.")
  private @Nullable Path split;

  @Option(names = "--part", paramLabel = "NAME", description = "Part of the --split, such as test.")
  private @Nullable String part;

  @Option(
      names = "--camera",
      paramLabel = "roadside",
      description = "Send rendered frames of the roadside camera instead of photographs.")
  private @Nullable String camera;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Which camera, the order of photographs and the arrival times. Default: 7.")
  private long seed = 7;

  @Option(
      names = "--every",
      paramLabel = "K",
      defaultValue = "1",
      description = "Post every K-th frame of the camera: more scenes, fewer alike. Default: 1.")
  private int every = 1;

  /** Every problem of the combination, in words; empty when it is usable. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, (images == null) != (camera == null), "give either --images or --camera");
    check(problems, camera == null || camera.equals("roadside"), "--camera knows only roadside");
    check(problems, (split == null) == (part == null), "--split and --part belong together");
    check(problems, split == null || images != null, "--split needs --images");
    check(problems, every > 0 && every <= 1000, "--every must be between 1 and 1,000");
    check(problems, every == 1 || camera != null, "--every needs --camera");
    return problems;
  }

  private static void check(List<String> problems, boolean fine, String problem) {
    if (!fine) {
      problems.add(problem);
    }
  }

  /** Whether frames are a rendered camera's, not photographs. */
  public boolean isCamera() {
    return camera != null;
  }

  public long seed() {
    return seed;
  }

  /** The one that was named, or else the one that these frames are for. */
  public ServedFamily family(ServedFamilies served, Optional<String> named)
      throws IOException, InvalidInputException {
    if (named.isPresent()) {
      return served.named(named.get());
    }
    Path folder = images;
    return folder == null
        ? served.onlyOr(CameraSource.FAMILY)
        : served.knowing(PhotoLabels.of(photos(folder)));
  }

  /** With a seed that need not be the one given; drifts are the rendered camera's. */
  public FrameSource open(ServedFamily family, long ownSeed, List<Drift> drifts)
      throws IOException, InvalidInputException {
    Path folder = images;
    if (folder == null) {
      return CameraSource.roadside(new CameraSource.View(ownSeed, every, drifts), family.labels());
    }
    return PhotoSource.open(photos(folder), family.labels(), ownSeed);
  }

  private PhotoSource.Choice photos(Path folder) {
    Path table = split;
    String wanted = part;
    return new PhotoSource.Choice(
        folder,
        labels.equals("by-folder") ? Optional.empty() : Optional.of(Path.of(labels)),
        Optional.ofNullable(labelMap),
        table == null || wanted == null
            ? Optional.empty()
            : Optional.of(new PhotoSource.Part(table, wanted)));
  }
}
