package io.hawkvision.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Where the node may listen, with whose certificates. Main thread, at start; blocking. */
final class Binding {
  private Binding() {}

  /** Refuses the development CA anywhere but on this machine, and certificates not to be read. */
  static void check(EdgeConfig config) throws InvalidConfigException {
    EdgeConfig.Escalation escalation = config.escalation();
    if (!escalation.enabled() || escalation.tls().isEmpty()) {
      return;
    }
    try {
      boolean development = escalation.tls().get().trustsDevelopmentCa();
      if (development && !isLoopback(config.http().host())) {
        throw new InvalidConfigException(
            List.of(
                "http.host="
                    + config.http().host()
                    + ": the development CA is for this machine only; bind 127.0.0.1, or give"
                    + " certificates of your own by tls.directory"));
      }
    } catch (IOException unreadable) {
      throw new InvalidConfigException(
          List.of("tls: cannot read " + unreadable.getMessage() + " (or start with --no-dc)"));
    }
  }

  /** An address as it stands in a URL. */
  static String shown(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** A name may stand for several addresses: all of them must be this machine's own. */
  private static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
