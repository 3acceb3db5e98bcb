package io.hawkvision.zoo.power;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sysfs tree in a temporary folder, as the drivers lay it out. */
final class FakeSysfs {
  static final long RANGE = 262_143_328_850L;
  final Path root;

  FakeSysfs(Path root) {
    this.root = root;
  }

  Path write(String file, String text) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.resolveSibling(""));
      return Files.writeString(path, text + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Path write(String file, long number) {
    return write(file, Long.toString(number));
  }

  void delete(String file) {
    try {
      Files.delete(root.resolve(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A powercap zone, by its folder such as {@code intel-rapl:0}. */
  FakeSysfs zone(String zone, String name, long microjoules) {
    write("class/powercap/" + zone + "/name", name);
    write("class/powercap/" + zone + "/max_energy_range_uj", RANGE);
    write("class/powercap/" + zone + "/energy_uj", microjoules);
    return this;
  }

  void energy(String zone, long microjoules) {
    write("class/powercap/" + zone + "/energy_uj", microjoules);
  }
}
