package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The labelled frames of both parts of an outcome table: pictures in folders, or scenes. */
final class CalibrationOptions {
  private static final int MAX_SCENES = 200_000;
  private static final int MAX_PER_SCENE = 20;

  @Option(
      names = "--images",
      paramLabel = "DIR|ZIP",
      description =
          "Pictures in folders named for their label, or with labels.csv (file,label,...).")
  private Optional<Path> images = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description =
          "CSV \"path,split\": its parts \"design\" and \"calibration\" are taken. Without it a"
              + " quarter of each label's pictures is for design.")
  private Optional<Path> split = Optional.empty();

  @Option(
      names = "--camera-seed",
      paramLabel = "SEED",
      description = "Roadside camera whose scenes calibrate; 3000000 by convention.")
  private Optional<Long> cameraSeed = Optional.empty();

  @Option(
      names = "--scenes",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Scenes that calibrate (default: ${DEFAULT-VALUE}).")
  private int scenes;

  @Option(
      names = "--design-seed",
      paramLabel = "SEED",
      defaultValue = "2000000",
      description = "Roadside camera for design (default: ${DEFAULT-VALUE}).")
  private long designSeed;

  @Option(
      names = "--design-scenes",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Scenes for design (default: ${DEFAULT-VALUE}).")
  private int designScenes;

  @Option(
      names = "--frames-per-scene",
      paramLabel = "N",
      defaultValue = "3",
      description = "Consecutive frames of a scene, at most (default: ${DEFAULT-VALUE}).")
  private int framesPerScene;

  @Option(
      names = "--allow-empty-classes",
      description = "Go on where no calibration frame shows a label.")
  private boolean allowEmptyClasses;

  /** Whether frames are named to calibrate anew. */
  boolean namesFrames() {
    return images.isPresent() || cameraSeed.isPresent() || split.isPresent();
  }

  boolean allowsEmptyClasses() {
    return allowEmptyClasses;
  }

  Map<Part, FrameSource> sources(CommandSpec spec, Family family)
      throws IOException, InvalidFamilyException {
    if (images.isPresent() == cameraSeed.isPresent()) {
      throw new ParameterException(spec.commandLine(), "give --images or --camera-seed");
    }
    return images.isPresent() ? pictures(family, images.get()) : scenes(spec, family);
  }

  private Map<Part, FrameSource> pictures(Family family, Path root)
      throws IOException, InvalidFamilyException {
    Map<String, Integer> labels = FrameOptions.labelByFolder(family);
    Map<Part, FrameSource> sources = new EnumMap<>(Part.class);
    if (split.isEmpty()) {
      PictureFrames all = PictureFrames.all(root, labels);
      for (Part part : Part.values()) {
        sources.put(part, all.share(part));
      }
      return sources;
    }
    for (Part part : Part.values()) {
      sources.put(part, PictureFrames.part(root, split.get(), part.word(), labels));
    }
    return sources;
  }

  private Map<Part, FrameSource> scenes(CommandSpec spec, Family family) {
    long seed = cameraSeed.orElseThrow();
    if (seed < 0 || designSeed < 0 || seed == designSeed) {
      throw new ParameterException(
          spec.commandLine(), "--camera-seed and --design-seed must be 0 or more and differ");
    }
    if (Math.min(scenes, designScenes) < 1 || Math.max(scenes, designScenes) > MAX_SCENES) {
      throw new ParameterException(spec.commandLine(), "scenes must be 1 to " + MAX_SCENES);
    }
    if (framesPerScene < 1 || framesPerScene > MAX_PER_SCENE) {
      throw new ParameterException(
          spec.commandLine(), "--frames-per-scene must be 1 to " + MAX_PER_SCENE);
    }
    if (!family.labels().equals(RoadsideCamera.LABELS)) {
      throw new ParameterException(
          spec.commandLine(), "the family's labels are not those of the roadside camera");
    }
    Map<Part, FrameSource> sources = new EnumMap<>(Part.class);
    sources.put(Part.DESIGN, new SceneFrames(designSeed, designScenes, framesPerScene));
    sources.put(Part.CALIBRATION, new SceneFrames(seed, scenes, framesPerScene));
    return sources;
  }
}
