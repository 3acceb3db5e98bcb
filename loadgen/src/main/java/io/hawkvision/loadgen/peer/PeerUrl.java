package io.hawkvision.loadgen.peer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.source.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a server is and how to speak to it, as a command line names it. A value, any thread.
 *
 * @param model as the server calls it; empty for an edge node of ours, which is not told one
 * @param pictures whether frames go as they are (JPEG) instead of as tensors
 */
public record PeerUrl(Protocol protocol, String host, int port, String model, boolean pictures) {
  private static final String FORMS =
      "oip+http://HOST:PORT/MODEL[?input=jpeg], oip+grpc://HOST:PORT/MODEL,"
          + " djl+http://HOST:PORT/MODEL or hawk+http://HOST:PORT";

  /** What a server may speak. */
  public enum Protocol {
    OIP_HTTP("oip+http"),
    OIP_GRPC("oip+grpc"),
    DJL("djl+http"),
    HAWK("hawk+http");

    private final String scheme;

    Protocol(String scheme) {
      this.scheme = scheme;
    }

    private static Optional<Protocol> of(String scheme) {
      return Arrays.stream(values()).filter(p -> p.scheme.equals(scheme)).findFirst();
    }
  }

  public PeerUrl {
    requireNonNull(protocol, "protocol");
    requireNonNull(host, "host");
    requireNonNull(model, "model");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
    if (model.isEmpty() != (protocol == Protocol.HAWK)) {
      throw new IllegalArgumentException("a model goes with every peer but our own edge");
    }
  }

  /** Refuses what it does not understand, with the forms there are. */
  public static PeerUrl parse(String text) throws InvalidInputException {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw refused(text, "it is no URL");
    }
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
    Optional<Protocol> protocol = Protocol.of(scheme);
    if (protocol.isEmpty()) {
      throw refused(text, scheme.isEmpty() ? "it has no scheme" : "no peer speaks " + scheme);
    }
    if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535) {
      throw refused(text, "host and port are both needed");
    }
    if (uri.getUserInfo() != null || uri.getFragment() != null) {
      throw refused(text, "a user or a fragment means nothing here");
    }
    return new PeerUrl(
        protocol.get(),
        uri.getHost(),
        uri.getPort(),
        model(text, uri, protocol.get()),
        pictures(text, uri, protocol.get()));
  }

  private static String model(String text, URI uri, Protocol protocol)
      throws InvalidInputException {
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    String model = path.startsWith("/") ? path.substring(1) : path;
    if (protocol == Protocol.HAWK) {
      if (!model.isEmpty()) {
        throw refused(text, "an edge node of ours is not told a model");
      }
      return "";
    }
    if (!model.matches("[A-Za-z0-9._-]+")) {
      throw refused(
          text, model.isEmpty() ? "the model is missing" : "\"" + model + "\" is no model's name");
    }
    return model;
  }

  private static boolean pictures(String text, URI uri, Protocol protocol)
      throws InvalidInputException {
    String query = Optional.ofNullable(uri.getQuery()).orElse("");
    if (query.isEmpty()) {
      return protocol == Protocol.HAWK;
    }
    if (protocol != Protocol.OIP_HTTP || !query.equals("input=jpeg")) {
      throw refused(text, "the only option is input=jpeg, of oip+http");
    }
    return true;
  }

  private static InvalidInputException refused(String text, String why) {
    return new InvalidInputException("peer \"" + text + "\": " + why + "; write " + FORMS);
  }

  @Override
  public String toString() {
    return protocol.scheme
        + "://"
        + host
        + ":"
        + port
        + (model.isEmpty() ? "" : "/" + model)
        + (pictures && protocol != Protocol.HAWK ? "?input=jpeg" : "");
  }
}
