package io.hawkvision.edge.escalate;

import static java.util.Objects.requireNonNull;

/** Where a datacenter node listens. */
public record Endpoint(String host, int port) {
  public Endpoint {
    requireNonNull(host, "host");
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a host and a port from 1 to 65535");
    }
  }

  /** Parses {@code host:port} or {@code [ipv6]:port}. */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("not HOST:PORT");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.indexOf(':') >= 0 && !bracketed) {
      throw new IllegalArgumentException("an IPv6 address needs brackets: [ADDRESS]:PORT");
    }
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return new Endpoint(bare, Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
