package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.PhotoSource;
import io.hawkvision.zoo.family.Family;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a family's frames come from: those that cells send, and others to tune on. The same seed
 * gives the same frames. Any thread.
 */
final class FrameSupply {
  /** Cameras that nothing was trained, calibrated or measured on before. */
  private static final long FIRST_CAMERA = 4_100_000;

  private static final long TUNING_CAMERA = 4_050_000;
  private static final int EVERY = 3;
  private static final long TUNING_SEED = 1;

  /** Of one folder of photographs, the part to tune on. */
  private static final double TUNING_SHARE = 1.0 / 3;

  private final Optional<Path> images;
  private final Optional<Path> tuningImages;

  FrameSupply(Optional<Path> images, Optional<Path> tuningImages) {
    this.images = images;
    this.tuningImages = tuningImages;
  }

  /** Why a family has no frames here, if so. */
  Optional<String> missing(String family) {
    return family.equals(CameraSource.FAMILY) || images.isPresent()
        ? Optional.empty()
        : Optional.of(family + " needs photographs: --images DIR, one folder per label");
  }

  /** What a cell of this seed sends; to be closed by the caller. */
  FrameSource cell(Family family, long seed) throws IOException, InvalidInputException {
    if (family.name().equals(CameraSource.FAMILY)) {
      return camera(family, FIRST_CAMERA + seed);
    }
    FrameSource all = photographs(family, images.orElseThrow());
    long size = all.size().orElseThrow();
    return new SliceSource(all, tuningImages.isPresent() ? 0 : tuningSize(size), size, seed);
  }

  /** What thresholds are tuned on; none of it is in any cell. */
  FrameSource tuning(Family family) throws IOException, InvalidInputException {
    if (family.name().equals(CameraSource.FAMILY)) {
      return camera(family, TUNING_CAMERA);
    }
    if (tuningImages.isPresent()) {
      FrameSource all = photographs(family, tuningImages.get());
      return new SliceSource(all, 0, all.size().orElseThrow(), TUNING_SEED);
    }
    FrameSource all = photographs(family, images.orElseThrow());
    return new SliceSource(all, 0, tuningSize(all.size().orElseThrow()), TUNING_SEED);
  }

  private static long tuningSize(long photographs) {
    return Math.max(1, Math.round(photographs * TUNING_SHARE));
  }

  private static FrameSource camera(Family family, long seed) throws InvalidInputException {
    return CameraSource.roadside(new CameraSource.View(seed, EVERY), family.labels());
  }

  /** In one order for all seeds, so that the part to tune on stays the same. */
  private static FrameSource photographs(Family family, Path folder)
      throws IOException, InvalidInputException {
    PhotoSource.Choice choice =
        new PhotoSource.Choice(folder, Optional.empty(), Optional.empty(), Optional.empty());
    return PhotoSource.open(choice, family.labels(), TUNING_SEED);
  }
}
