package io.hawkvision.loadgen.link;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether links can be emulated here. */
public final class LinkAbility {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin"),
          Path.of("/sbin"),
          Path.of("/usr/bin"),
          Path.of("/bin"),
          Path.of("/usr/local/sbin"));

  private LinkAbility() {}

  /** Why not, if not. */
  public static Optional<String> missing() {
    Path tun = Path.of("/dev/net/tun");
    if (!Files.exists(tun)) {
      return Optional.of("there is no /dev/net/tun (Linux only; modprobe tun)");
    }
    if (!Files.isReadable(tun) || !Files.isWritable(tun)) {
      return Optional.of("/dev/net/tun may be opened by root only");
    }
    List<String> absent = new ArrayList<>();
    for (String tool : List.of("ip", "unshare", "nsenter", "setpriv")) {
      if (find(tool).isEmpty()) {
        absent.add(tool);
      }
    }
    return absent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "missing: "
                + String.join(", ", absent)
                + " (Debian/Ubuntu: apt-get install iproute2 util-linux)");
  }

  static Optional<Path> find(String tool) {
    return PLACES.stream()
        .map(place -> place.resolve(tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where a tool is that {@link #missing} did not miss. */
  static String path(String tool) {
    return find(tool).map(Path::toString).orElse(tool);
  }
}
