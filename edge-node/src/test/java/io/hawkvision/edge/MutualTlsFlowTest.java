package io.hawkvision.edge;

import static io.hawkvision.edge.EdgeUnderTest.answer;
import static io.hawkvision.edge.EdgeUnderTest.unsureFrame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.edge.escalate.TlsFiles;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link under mutual TLS, with keys made for this run. */
@Tag("flow")
class MutualTlsFlowTest {
  private static final String PASSWORD = "changeit";
  private static final String DEVELOPMENT_CA = "CN=HawkVision development CA";

  @TempDir private static Path pki;

  @BeforeAll
  static void makeKeys() throws Exception {
    Files.writeString(pki.resolve("password"), PASSWORD + "\n");
    pair("dc", "CN=dc", "SAN=ip:127.0.0.1");
    pair("elsewhere", "CN=elsewhere", "SAN=dns:elsewhere.example");
    pair("edge", "CN=edge", "SAN=dns:localhost");
    pair("rogue", "CN=rogue", "SAN=dns:localhost");
    trust("ca", "dc");
    trust("ca", "elsewhere");
    trust("ca", "edge");
    pair("development", DEVELOPMENT_CA, "SAN=dns:localhost");
    trust("development-ca", "development");
  }

  @Test
  void knownPeers_escalateOverTls() throws Exception {
    try (FakeDatacenter dc = datacenter("dc");
        EdgeUnderTest edge =
            EdgeUnderTest.pointedAt(dc.port(), Optional.of(files("edge")), Map.of())) {
      edge.awaitLink("up");
      assertThat(answer(edge.post("", unsureFrame())).getString("answered_by")).isEqualTo("dc");
    }
  }

  @Test
  void edgeThatTheDatacenterDoesNotKnow_staysAlone() throws Exception {
    try (FakeDatacenter dc = datacenter("dc");
        EdgeUnderTest edge =
            EdgeUnderTest.pointedAt(dc.port(), Optional.of(files("rogue")), Map.of())) {
      Eventually.holds(() -> edge.edge.meters().linkFailures() >= 2);
      assertThat(answer(edge.post("", unsureFrame())).getString("reason")).isEqualTo("link-down");
      assertThat(dc.hellos).isEmpty();
    }
  }

  @Test
  void datacenterOfAnotherName_isNotTalkedTo() throws Exception {
    try (FakeDatacenter dc = datacenter("elsewhere");
        EdgeUnderTest edge =
            EdgeUnderTest.pointedAt(dc.port(), Optional.of(files("edge")), Map.of())) {
      Eventually.holds(() -> edge.edge.meters().linkFailures() >= 2);
      assertThat(edge.edge.escalator().status().state()).isEqualTo("down");
      assertThat(dc.hellos).isEmpty();
    }
  }

  @Test
  void developmentCa_isRefusedOffLoopback() throws Exception {
    EdgeConfig everywhere = configured("0.0.0.0", "development-ca");
    assertThatThrownBy(() -> Binding.check(everywhere))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("development CA");
    Binding.check(configured("127.0.0.1", "development-ca"));
    Binding.check(configured("localhost", "development-ca"));
    Binding.check(configured("0.0.0.0", "ca"));
  }

  private static EdgeConfig configured(String host, String trust) throws Exception {
    TlsFiles files =
        new TlsFiles(pki.resolve("edge.p12"), pki.resolve(trust + ".p12"), pki.resolve("password"));
    return EdgeUnderTest.config(Map.of("http.host", host), Optional.of(files));
  }

  private static FakeDatacenter datacenter(String key) throws Exception {
    return new FakeDatacenter(
        EdgeUnderTest.family(),
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setClientAuth(ClientAuth.REQUIRED)
            .setKeyCertOptions(store(key))
            .setTrustOptions(store("ca")));
  }

  private static PfxOptions store(String name) {
    return new PfxOptions().setPath(pki.resolve(name + ".p12").toString()).setPassword(PASSWORD);
  }

  private static TlsFiles files(String key) {
    return new TlsFiles(pki.resolve(key + ".p12"), pki.resolve("ca.p12"), pki.resolve("password"));
  }

  private static void pair(String alias, String subject, String extension) throws Exception {
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            alias,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            subject,
            "-ext",
            extension,
            "-validity",
            "2",
            "-keystore",
            pki.resolve(alias + ".p12").toString()));
    keytool(
        List.of(
            "-exportcert",
            "-alias",
            alias,
            "-file",
            pki.resolve(alias + ".crt").toString(),
            "-keystore",
            pki.resolve(alias + ".p12").toString()));
  }

  private static void trust(String store, String alias) throws Exception {
    keytool(
        List.of(
            "-importcert",
            "-noprompt",
            "-alias",
            alias,
            "-file",
            pki.resolve(alias + ".crt").toString(),
            "-keystore",
            pki.resolve(store + ".p12").toString()));
  }

  private static void keytool(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
