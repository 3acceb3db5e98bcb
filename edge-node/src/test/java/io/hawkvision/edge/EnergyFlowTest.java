package io.hawkvision.edge;

import static io.hawkvision.edge.EdgeUnderTest.answer;
import static io.hawkvision.edge.EdgeUnderTest.clearFrame;
import static io.hawkvision.edge.EdgeUnderTest.unsureFrame;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers say of the energy they took, and in whose words. */
@Tag("flow")
class EnergyFlowTest {
  /** Cores that take next to nothing: what is left is the uplink. */
  private static final Map<String, String> ONLY_BYTES = Map.of("power.core-watts", "0.001");

  private static final double MILLIJOULES_PER_BYTE = 3.6e-3;

  private static FakeDatacenter datacenter() throws Exception {
    return new FakeDatacenter(EdgeUnderTest.family());
  }

  private static JsonObject energy(JsonObject answer) {
    return answer.getJsonObject("energy_millijoules");
  }

  @Test
  void escalatedAnswer_hasBothTiers_eachInItsOwnWord() throws Exception {
    try (FakeDatacenter dc =
            datacenter()
                .behaving(
                    (self, asked) ->
                        self.send(
                            asked,
                            self.answerTo(asked)
                                .setEnergyMicrojoules(4_500)
                                .setEnergySource("rapl")
                                .build()));
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, ONLY_BYTES)) {
      JsonObject answer = answer(edge.post("?deadline_ms=10000", unsureFrame()));
      assertThat(energy(answer).fieldNames()).containsExactly("edge", "dc", "source", "dc_source");
      assertThat(energy(answer).getDouble("dc")).isEqualTo(4.5);
      assertThat(energy(answer).getString("dc_source")).isEqualTo("rapl");
      assertThat(energy(answer).getString("source")).isEqualTo("modelled");
      int bytes = answer.getJsonObject("escalation").getInteger("uplink_bytes");
      assertThat(energy(answer).getDouble("edge")).isGreaterThan(bytes * MILLIJOULES_PER_BYTE);
    }
  }

  @ParameterizedTest
  @CsvSource({"4500,''", "4500,Wh\u00e4t?", "-1,rapl", "9000000000000000,rapl"})
  void datacenterThatTellsNothingBelievable_isLeftOut(long microjoules, String source)
      throws Exception {
    try (FakeDatacenter dc =
            datacenter()
                .behaving(
                    (self, asked) ->
                        self.send(
                            asked,
                            self.answerTo(asked)
                                .setEnergyMicrojoules(microjoules)
                                .setEnergySource(source)
                                .build()));
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      JsonObject answer = answer(edge.post("?deadline_ms=10000", unsureFrame()));
      assertThat(answer.getString("answered_by")).isEqualTo("dc");
      assertThat(energy(answer).fieldNames()).containsExactly("edge", "source");
    }
  }

  @Test
  void escalationWithoutAnswer_hasCostItsBytesAllTheSame() throws Exception {
    byte[] frame = unsureFrame();
    try (FakeDatacenter dc = datacenter().silent();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, ONLY_BYTES)) {
      JsonObject degraded = answer(edge.post("?deadline_ms=1500", frame));
      assertThat(degraded.getString("reason")).isEqualTo("deadline");
      assertThat(energy(degraded).getDouble("edge"))
          .isGreaterThan(frame.length * MILLIJOULES_PER_BYTE);
      assertThat(energy(degraded).containsKey("dc")).isFalse();
      assertThat(edge.get("/metrics").body())
          .containsPattern("edge_energy_joules_total\\{source=\"modelled\"} [0-9.E-]+\n")
          .doesNotContain("edge_idle_watts");
    }
  }

  @Test
  void off_saysNothing() throws Exception {
    try (EdgeUnderTest edge = EdgeUnderTest.alone(Map.of("power.sensor", "off"))) {
      assertThat(answer(edge.post("", clearFrame())).containsKey("energy_millijoules")).isFalse();
      assertThat(edge.get("/metrics").body()).doesNotContain("edge_energy");
    }
  }

  @Test
  void sensorThatIsThere_isNamed_andItsIdlePowerShown(@TempDir Path sysfs) throws Exception {
    Path hwmon = Files.createDirectories(sysfs.resolve("class/hwmon/hwmon1"));
    Files.writeString(hwmon.resolve("name"), "ina260_u14\n");
    Files.writeString(hwmon.resolve("power1_input"), "4000000\n");
    try (EdgeUnderTest edge =
        EdgeUnderTest.alone(Map.of("power.sensor", "auto", "power.sysfs-root", sysfs.toString()))) {
      assertThat(edge.get("/metrics").body())
          .contains("edge_idle_watts 4.0")
          .contains("edge_energy_joules_total{source=\"ina260\"}");
      JsonObject measured = measured(edge);
      assertThat(measured.getString("source")).isEqualTo("ina260");
      assertThat(measured.getDouble("edge")).as("nothing above idle").isZero();
    }
  }

  /** The meter needs a frame in its window before it can share anything out. */
  private static JsonObject measured(EdgeUnderTest edge) throws Exception {
    for (int attempt = 0; attempt < 1000; attempt++) {
      JsonObject answer = answer(edge.post("", clearFrame()));
      if (answer.containsKey("energy_millijoules")) {
        return energy(answer);
      }
    }
    throw new AssertionError("no answer told its energy");
  }
}
