package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which labelled frames a command runs over: pictures in folders, or roadside cameras. */
final class FrameOptions {
  private static final long DESIGN_SEED = 2_000_000;
  private static final int DESIGN_FRAMES = 1000;

  @Option(
      names = "--images",
      paramLabel = "DIR|ZIP",
      description =
          "Pictures in folders named for their label, or with labels.csv (file,label,...).")
  private Optional<Path> images = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "CSV \"path,split\" that says which pictures below --images belong where.")
  private Optional<Path> split = Optional.empty();

  @Option(
      names = "--part",
      paramLabel = "NAME",
      description = "Part of the split file: calibration or test by default.")
  private Optional<String> part = Optional.empty();

  @Option(
      names = "--camera-seed",
      paramLabel = "SEED",
      description = "First roadside camera: 3000000 to calibrate, 4000000 to test.")
  private Optional<Long> cameraSeed = Optional.empty();

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Frames of the cameras (default: ${DEFAULT-VALUE}).")
  private int frames;

  FrameSource source(CommandSpec spec, Family family, String usualPart)
      throws IOException, InvalidFamilyException {
    if (images.isPresent() == cameraSeed.isPresent()) {
      throw new ParameterException(spec.commandLine(), "give --images or --camera-seed");
    }
    if (cameraSeed.isPresent()) {
      return camera(spec, family, cameraSeed.get());
    }
    if (split.isEmpty() && part.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--part needs --split");
    }
    Path root = images.orElseThrow();
    Map<String, Integer> labels = labelByFolder(family);
    return split.isPresent()
        ? PictureFrames.part(root, split.get(), part.orElse(usualPart), labels)
        : PictureFrames.all(root, labels);
  }

  /** Design frames of the same kind: the part of that name, all pictures, or other cameras. */
  FrameSource design(CommandSpec spec, Family family) throws IOException, InvalidFamilyException {
    if (cameraSeed.isPresent()) {
      return new CameraFrames(DESIGN_SEED, DESIGN_FRAMES);
    }
    Map<String, Integer> labels = labelByFolder(family);
    Path root = images.orElseThrow();
    return split.isPresent()
        ? PictureFrames.part(root, split.get(), "design", labels)
        : source(spec, family, "design");
  }

  private FrameSource camera(CommandSpec spec, Family family, long seed) {
    if (seed < 0 || frames < 1) {
      throw new ParameterException(
          spec.commandLine(), "--camera-seed must be 0 or more, --frames 1 or more");
    }
    if (!family.labels().equals(RoadsideCamera.LABELS)) {
      throw new ParameterException(
          spec.commandLine(), "the family's labels are not those of the roadside camera");
    }
    return new CameraFrames(seed, frames);
  }

  /** Labels by their name and, where a recipe lies beside the manifest, by the folder it names. */
  static Map<String, Integer> labelByFolder(Family family) throws InvalidFamilyException {
    Map<String, Integer> labels = new HashMap<>();
    for (String label : family.labels()) {
      labels.put(label, labels.size());
    }
    if (Files.exists(family.directory().resolve(RecipeReader.RECIPE))) {
      List<String> folders = RecipeReader.draft(family.directory()).folders();
      for (int i = 0; i < folders.size(); i++) {
        labels.putIfAbsent(folders.get(i), i);
      }
    }
    return labels;
  }
}
