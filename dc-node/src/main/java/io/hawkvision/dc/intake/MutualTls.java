package io.hawkvision.dc.intake;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates of this node, read once at the start. The main thread reads; immutable after.
 *
 * <p>The directory holds {@code ca.p12} (who is trusted), {@code dc.p12} (who we are) and, unless
 * the password is configured, a file {@code password}.
 */
public final class MutualTls {
  /** Subject of the certificate authority that {@code ./hawk} makes for one machine. */
  static final String DEVELOPMENT_CA = "CN=HawkVision development CA";

  private final Buffer trust;
  private final Buffer identity;
  private final String password;
  private final boolean developmentCa;

  private MutualTls(Buffer trust, Buffer identity, String password, boolean developmentCa) {
    this.trust = trust;
    this.identity = identity;
    this.password = password;
    this.developmentCa = developmentCa;
  }

  /** Reads and opens the stores, so that a wrong password shows now and not at the first edge. */
  public static MutualTls read(Path directory, Optional<String> configuredPassword)
      throws UnusableTlsException {
    requireNonNull(directory, "directory");
    if (!Files.isDirectory(directory)) {
      throw new UnusableTlsException(
          "no TLS directory at "
              + directory
              + ": run `./hawk dc`, which makes development certificates, or give --tls DIR");
    }
    try {
      String password =
          configuredPassword.isPresent()
              ? configuredPassword.get()
              : Files.readString(directory.resolve("password")).strip();
      byte[] trust = Files.readAllBytes(directory.resolve("ca.p12"));
      byte[] identity = Files.readAllBytes(directory.resolve("dc.p12"));
      List<X509Certificate> trusted = certificates(trust, password);
      if (trusted.isEmpty()) {
        throw new UnusableTlsException("no certificate in " + directory.resolve("ca.p12"));
      }
      certificates(identity, password);
      boolean development =
          trusted.stream().anyMatch(ca -> isDevelopmentCa(ca.getSubjectX500Principal().getName()));
      return new MutualTls(Buffer.buffer(trust), Buffer.buffer(identity), password, development);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableTlsException("TLS directory " + directory + ": " + e);
    }
  }

  /** TLS with a client certificate or no connection; HTTP/2 only. */
  public HttpServerOptions applyTo(HttpServerOptions options) {
    return options
        .setSsl(true)
        .setUseAlpn(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setKeyCertOptions(new PfxOptions().setValue(identity).setPassword(password))
        .setTrustOptions(new PfxOptions().setValue(trust).setPassword(password));
  }

  /** Whether everyone who can run {@code ./hawk} on this machine could sign for a peer. */
  public boolean trustsDevelopmentCa() {
    return developmentCa;
  }

  private static boolean isDevelopmentCa(String subject) {
    return subject.equals(DEVELOPMENT_CA) || subject.startsWith(DEVELOPMENT_CA + ",");
  }

  private static List<X509Certificate> certificates(byte[] pkcs12, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(pkcs12), password.toCharArray());
    List<X509Certificate> found = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate = store.getCertificate(alias);
      if (certificate instanceof X509Certificate x509) {
        found.add(x509);
      }
    }
    return found;
  }

  /** The stores are missing or cannot be opened; the message is meant for the operator. */
  public static final class UnusableTlsException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableTlsException(String message) {
      super(message);
    }
  }
}
