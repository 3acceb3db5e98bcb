package io.hawkvision.dc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificate authorities and nodes for tests, made with the JDK's keytool, once for the whole run:
 * {@code own} with both nodes, {@code development} (named as the one that hawk makes) with a dc,
 * and {@code stranger} with an edge.
 */
final class TestPki {
  static final String PASSWORD = "test-only";
  private static final String SUBJECT_OF_DEVELOPMENT = "CN=HawkVision development CA";

  private TestPki() {}

  static Path own() {
    return Own.DIRECTORY;
  }

  static Path development() {
    return Development.DIRECTORY;
  }

  static Path stranger() {
    return Stranger.DIRECTORY;
  }

  private static final class Own {
    static final Path DIRECTORY = create("CN=Test CA", "dc", "edge");
  }

  private static final class Development {
    static final Path DIRECTORY = create(SUBJECT_OF_DEVELOPMENT, "dc");
  }

  private static final class Stranger {
    static final Path DIRECTORY = create("CN=Stranger CA", "edge");
  }

  private static Path create(String subject, String... nodes) {
    try {
      Path directory = Files.createTempDirectory("test-pki");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      Files.writeString(directory.resolve("password"), PASSWORD + "\n");
      keytool(
          directory,
          "-genkeypair",
          "-alias",
          "ca",
          "-dname",
          subject,
          "-keystore",
          "key.p12",
          "-keyalg",
          "EC",
          "-groupname",
          "secp256r1",
          "-ext",
          "bc:c=ca:true");
      keytool(directory, "-exportcert", "-alias", "ca", "-keystore", "key.p12", "-file", "ca.crt");
      keytool(directory, "-importcert", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.crt");
      for (String node : nodes) {
        // Signed in one go by -signer, which needs the authority's key in the same store.
        Files.copy(directory.resolve("key.p12"), directory.resolve(node + ".p12"));
        keytool(
            directory,
            "-genkeypair",
            "-alias",
            node,
            "-signer",
            "ca",
            "-dname",
            "CN=" + node,
            "-keystore",
            node + ".p12",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1");
        keytool(directory, "-delete", "-alias", "ca", "-keystore", node + ".p12");
      }
      return directory;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-noprompt"));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path directory) {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
