package io.hawkvision.edge.escalate;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

/**
 * The node's identity and whom it trusts, as PKCS#12 files. Read on a worker or the main thread,
 * again for each connection, so that renewed certificates are picked up without a restart.
 */
public record TlsFiles(Path keyStore, Path trustStore, Path passwordFile) {
  private static final String DEVELOPMENT_CA = "CN=HawkVision development CA";

  public TlsFiles {
    requireNonNull(keyStore, "keyStore");
    requireNonNull(trustStore, "trustStore");
    requireNonNull(passwordFile, "passwordFile");
  }

  /** Whether the trust store holds the development CA that {@code hawk} creates by itself. */
  public boolean trustsDevelopmentCa() throws IOException {
    try (InputStream bytes = Files.newInputStream(trustStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(bytes, password().toCharArray());
      List<String> aliases = Collections.list(store.aliases());
      for (String alias : aliases) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate
            && certificate.getSubjectX500Principal().getName().contains(DEVELOPMENT_CA)) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException unreadable) {
      throw new IOException("not a readable PKCS#12 trust store: " + trustStore, unreadable);
    }
  }

  /** Mutual TLS with hostname verification; blocking. */
  void applyTo(HttpClientOptions options) throws IOException {
    String password = password();
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setTrustAll(false)
        .setVerifyHost(true)
        .setKeyCertOptions(
            new PfxOptions()
                .setValue(Buffer.buffer(Files.readAllBytes(keyStore)))
                .setPassword(password))
        .setTrustOptions(
            new PfxOptions()
                .setValue(Buffer.buffer(Files.readAllBytes(trustStore)))
                .setPassword(password));
  }

  private String password() throws IOException {
    return Files.readString(passwordFile).strip();
  }
}
