package io.hawkvision.dc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawkvision.dc.schedule.QueueLimit;
import io.hawkvision.zoo.power.PowerSettings;
import io.hawkvision.zoo.preprocess.ImageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class DcConfigTest {
  private static final Map<String, String> HOME = Map.of("HAWK_HOME", "/hawk");

  @TempDir private Path directory;

  private static DcConfig.Flags flags(String... keysAndValues) {
    List<DcConfig.Flag> flags = new java.util.ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      flags.add(new DcConfig.Flag(keysAndValues[i], keysAndValues[i + 1], "--set"));
    }
    return new DcConfig.Flags(Optional.empty(), flags);
  }

  private static List<String> problems(DcConfig.Flags flags, Map<String, String> environment) {
    return catchThrowableOfType(
            InvalidConfigException.class, () -> DcConfig.read(flags, environment))
        .problems();
  }

  @Test
  void read_nothingGiven_isTheDefaults() throws InvalidConfigException {
    DcConfig config = DcConfig.read(flags(), HOME);
    assertThat(config.node()).isEqualTo("dc");
    assertThat(config.grpc()).isEqualTo(new DcConfig.Endpoint("127.0.0.1", 9443));
    assertThat(config.http()).isEqualTo(new DcConfig.Endpoint("127.0.0.1", 9090));
    assertThat(config.models())
        .isEqualTo(new DcConfig.Models(Path.of("/hawk/model-zoo/families"), List.of()));
    assertThat(config.tls())
        .isEqualTo(new DcConfig.Tls(Path.of("/hawk/.hawk/pki"), Optional.empty()));
    assertThat(config.compute().queue()).isEqualTo(new QueueLimit(256, 64 << 20));
    assertThat(config.compute().maxBatchFrames()).isEqualTo(8);
    assertThat(config.compute().maxLinger()).isEqualTo(Duration.ofMillis(1));
    assertThat(config.compute().workers())
        .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    assertThat(config.compute().intraOpThreads()).isEqualTo(1);
    assertThat(config.streams().limits().streams()).isEqualTo(64);
    assertThat(config.streams().limits().helloTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.streams().limits().image()).isEqualTo(ImageLimits.DEFAULT);
    assertThat(config.streams().maxPendingAnswers()).isEqualTo(512);
    assertThat(config.power()).isEqualTo(PowerSettings.DEFAULT);
    assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  /** A value other than the default for every key, as it is shown again. */
  private static Map<ConfigKey, String> others() {
    Map<ConfigKey, String> others = new EnumMap<>(ConfigKey.class);
    others.put(ConfigKey.NODE, "dc-7");
    others.put(ConfigKey.HOST, "10.0.0.1");
    others.put(ConfigKey.PORT, "1");
    others.put(ConfigKey.HTTP_HOST, "10.0.0.2");
    others.put(ConfigKey.HTTP_PORT, "2");
    others.put(ConfigKey.FAMILIES, "/families");
    others.put(ConfigKey.FAMILY, "signs,birds");
    others.put(ConfigKey.TLS_DIR, "/tls");
    others.put(ConfigKey.TLS_PASSWORD, "hush");
    others.put(ConfigKey.QUEUE_MAX_FRAMES, "3");
    others.put(ConfigKey.QUEUE_MAX_BYTES, "5MiB");
    others.put(ConfigKey.BATCH_MAX_FRAMES, "4");
    others.put(ConfigKey.BATCH_MAX_LINGER, "700us");
    others.put(ConfigKey.WORKERS_COUNT, "33");
    others.put(ConfigKey.WORKERS_INTRA_OP, "6");
    others.put(ConfigKey.STREAMS_MAX, "7");
    others.put(ConfigKey.STREAMS_HELLO_TIMEOUT, "8ms");
    others.put(ConfigKey.STREAMS_MAX_PENDING, "9");
    others.put(ConfigKey.FRAME_MAX_BYTES, "10KiB");
    others.put(ConfigKey.FRAME_MAX_SIDE, "11");
    others.put(ConfigKey.FRAME_MAX_PIXELS, "12");
    others.put(ConfigKey.POWER_SENSOR, "rapl");
    others.put(ConfigKey.POWER_SYSFS_ROOT, "/tree");
    others.put(ConfigKey.POWER_CORE_WATTS, "0.5");
    others.put(ConfigKey.DRAIN_TIMEOUT, "13s");
    return others;
  }

  private static void assertShown(DcConfig config, Map<ConfigKey, String> given) {
    given.forEach(
        (key, value) ->
            assertThat(config.effective())
                .as(key.key())
                .containsEntry(key, key.secret() ? "***" : value));
    assertThat(config.tls().password()).contains("hush");
    assertThat(config.toString()).doesNotContain("hush");
  }

  @Test
  void read_everyKeyInTheEnvironment_isMapped() throws InvalidConfigException {
    assertThat(others()).hasSize(ConfigKey.values().length);
    Map<String, String> environment = new HashMap<>(HOME);
    others().forEach((key, value) -> environment.put(key.envName(), value));
    assertShown(DcConfig.read(flags(), environment), others());
  }

  @Test
  void read_everyKeyInAFile_isMapped() throws InvalidConfigException, IOException {
    StringBuilder yaml = new StringBuilder();
    others().forEach((key, value) -> yaml.append(key.key() + ": \"" + value + "\"\n"));
    Path file = Files.writeString(directory.resolve("dc.yaml"), yaml);
    DcConfig.Flags flags = new DcConfig.Flags(Optional.of(file), List.of());
    assertShown(DcConfig.read(flags, Map.of()), others());
  }

  @Test
  void read_sameKeyEverywhere_flagsWinOverEnvironmentOverFile() throws Exception {
    Path file = Files.writeString(directory.resolve("dc.yaml"), "port: 1\nhttp-port: 1\nnode: a\n");
    Map<String, String> environment =
        Map.of("HAWK_HOME", "/h", "HAWK_DC_PORT", "2", "HAWK_DC_HTTP_PORT", "2");
    DcConfig.Flags flags =
        new DcConfig.Flags(Optional.of(file), List.of(new DcConfig.Flag("port", "3", "--port")));
    DcConfig config = DcConfig.read(flags, environment);
    assertThat(config.grpc().port()).isEqualTo(3);
    assertThat(config.http().port()).isEqualTo(2);
    assertThat(config.node()).isEqualTo("a");
  }

  @Test
  void read_nestedFile_isTheSameAsDottedKeys() throws Exception {
    String yaml = "queue:\n  max-frames: 17\nfamily: [signs, birds]\n";
    Path file = Files.writeString(directory.resolve("dc.yaml"), yaml);
    DcConfig config = DcConfig.read(new DcConfig.Flags(Optional.of(file), List.of()), HOME);
    assertThat(config.compute().queue().frames()).isEqualTo(17);
    assertThat(config.models().names()).containsExactly("signs", "birds");
  }

  @Test
  void read_severalMistakes_reportsAllOfThem() throws IOException {
    Path file = Files.writeString(directory.resolve("dc.yaml"), "queue:\n  max-frame: 1\n");
    Map<String, String> environment =
        Map.of("HAWK_HOME", "/h", "HAWK_DC_BATCH_MAX_LINGR", "1ms", "HAWK_DC_PORT", "66000");
    DcConfig.Flags flags =
        new DcConfig.Flags(
            Optional.of(file),
            List.of(
                new DcConfig.Flag("drain-timeout", "soon", "--set"),
                new DcConfig.Flag("zebra", "1", "--set")));
    assertThat(problems(flags, environment))
        .hasSize(5)
        .anyMatch(p -> p.contains("queue.max-frame (did you mean queue.max-frames?)"))
        .anyMatch(p -> p.contains("(did you mean HAWK_DC_BATCH_MAX_LINGER?)"))
        .anyMatch(p -> p.contains("port = 66000 (HAWK_DC_PORT) must be a whole number from 0"))
        .anyMatch(p -> p.contains("drain-timeout = soon (--set) must be a time"))
        .anyMatch(p -> p.endsWith("unknown setting zebra"));
  }

  @Test
  void read_badRanges_areAllReported() {
    List<String> problems =
        problems(
            flags(
                "queue.max-frames", "0",
                "queue.max-bytes", "-1",
                "batch.max-frames", "65",
                "batch.max-linger", "2m",
                "workers.count", "none",
                "streams.hello-timeout", "0ms",
                "frame.max-bytes", "1TiB",
                "frame.max-pixels", "99999999999",
                "power.sensor", "wattmeter",
                "power.core-watts", "0"),
            HOME);
    assertThat(problems)
        .hasSize(10)
        .anyMatch(p -> p.contains("power.sensor = wattmeter (--set) must be auto, off, ina260"));
  }

  @Test
  void read_impossiblePairs_areReported() {
    assertThat(problems(flags("port", "9090"), HOME)).singleElement().asString().contains("both");
    assertThat(problems(flags("queue.max-bytes", "1MiB"), HOME))
        .singleElement()
        .asString()
        .contains("frame.max-bytes");
  }

  @Test
  void read_noHomeAndNoDirectories_saysSo() {
    assertThat(problems(flags(), Map.of())).hasSize(2).allMatch(p -> p.contains("HAWK_HOME"));
  }

  @Test
  void read_fileThatIsNoYaml_isReported() throws IOException {
    Path file = Files.writeString(directory.resolve("dc.yaml"), "port: [1\n");
    DcConfig.Flags broken = new DcConfig.Flags(Optional.of(file), List.of());
    assertThat(problems(broken, HOME)).singleElement().asString().contains("dc.yaml");
    DcConfig.Flags missing =
        new DcConfig.Flags(Optional.of(directory.resolve("none.yaml")), List.of());
    assertThat(problems(missing, HOME)).singleElement().asString().contains("cannot read");
  }

  @Test
  void key_names_areDifferentInTheEnvironmentToo() {
    assertThat(Arrays.stream(ConfigKey.values()).map(ConfigKey::envName)).doesNotHaveDuplicates();
  }
}
