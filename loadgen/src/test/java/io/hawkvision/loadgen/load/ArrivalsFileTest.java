package io.hawkvision.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Burst;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ArrivalsFileTest {
  private static final String HEAD = ArrivalsFile.VERSION + "\n" + ArrivalsFile.COLUMNS + "\n";
  private static final String GOOD = "0,cam,7,0,accuracy=0.9,150,letters\n";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("arrivals.csv"), text);
  }

  private static Schedule schedule() {
    return new CameraFleet(
            List.of(
                LoadFixtures.member(1, 30, Arrivals.POISSON),
                LoadFixtures.member(2, 100, Arrivals.MMPP)),
            Burst.DEFAULT,
            7)
        .schedule(CameraFleet.Length.ofFrames(3_000));
  }

  private static List<String> asText(Schedule schedule) {
    return schedule.slots().stream()
        .map(
            slot ->
                schedule.cameras().get(slot.camera())
                    + " "
                    + slot.intendedMicros()
                    + " "
                    + slot.frame()
                    + " "
                    + slot.ask())
        .toList();
  }

  @Test
  void read_whatWasWritten_isTheSameFrameByFrame() throws Exception {
    Path file = folder.resolve("a.csv");
    ArrivalsFile.write(schedule(), file);
    Schedule read = ArrivalsFile.read(file);
    assertThat(asText(read)).isEqualTo(asText(schedule()));
    Path again = folder.resolve("b.csv");
    ArrivalsFile.write(read, again);
    assertThat(again).hasSameTextualContentAs(file);
  }

  @Test
  void read_emptyDeadlineAndFamily_areNotAskedFor() throws Exception {
    Schedule read = ArrivalsFile.read(file(HEAD + "5,cam,-7,3,accuracy_loss=0.00050,,\r\n"));
    assertThat(read.cameras()).containsExactly(new Schedule.Camera("cam", -7));
    assertThat(read.slots().get(0).ask().deadlineMillis()).isEmpty();
    assertThat(read.slots().get(0).ask().family()).isEmpty();
    assertThat(read.slots().get(0).ask().target().value()).isEqualTo(0.0005);
  }

  /** Each is the second frame of a file whose first is good. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|it has 1 fields, not 7",
        "1,cam,7,0,accuracy=0.9,150|it has 6 fields, not 7",
        "1,cam,7,0,accuracy=0.9,150,letters,x|it has 8 fields, not 7",
        "x,cam,7,0,accuracy=0.9,150,letters|intended_us 'x' is no whole number",
        "-1,cam,7,0,accuracy=0.9,150,letters|intended_us -1 is out of range",
        "9999999999999999999,cam,7,0,accuracy=0.9,,|intended_us 9999999999999999999 is out of",
        "1,../cam,7,0,accuracy=0.9,150,letters|'../cam' is no camera name",
        "1,cam,8,0,accuracy=0.9,150,letters|camera cam has had another seed",
        "1,cam,7,-1,accuracy=0.9,150,letters|frame -1 is out of range",
        "1,cam,7,9999999999999,accuracy=0.9,,|frame 9999999999999 is out of range",
        "1,cam,7,0,accuracy=1.5,150,letters|accuracy out of range: 1.5",
        "1,cam,7,0,accuracy=NaN,150,letters|'accuracy=NaN' has no decimal number",
        "1,cam,7,0,speed=0.9,150,letters|'speed=0.9' is no target",
        "1,cam,7,0,accuracy=0.9,0,letters|deadline_ms 0 is out of range",
        "1,cam,7,0,accuracy=0.9,1e3,letters|deadline_ms '1e3' is no whole number",
      })
  void read_badLine_isRefusedWithItsNumberAndReason(String line, String reason) throws Exception {
    Path file = file(HEAD + GOOD + line + "\n");
    assertThatThrownBy(() -> ArrivalsFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("arrivals.csv:4: ")
        .hasMessageContaining(reason);
  }

  private void refused(String text, String reason) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> ArrivalsFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void read_wrongWholeFile_isRefused() throws Exception {
    refused("", "arrivals.csv:1: it is no arrivals file");
    refused("# hawk arrivals 2\n", "arrivals.csv:1: it is no arrivals file of a version");
    refused(
        ArrivalsFile.VERSION + "\nintended_us,camera\n", "arrivals.csv:2: it has other columns");
    refused(HEAD, "there is no frame in it");
    refused(HEAD + "7" + GOOD + GOOD, "arrivals.csv:4: it is intended before the frame");
    refused(HEAD + GOOD + "x".repeat(1_000_000), "arrivals.csv:4: the line is longer than 512");
  }

  @Test
  void read_notUtf8_isRefused() throws Exception {
    Path file = folder.resolve("bad.csv");
    byte[] bytes = (HEAD + GOOD).getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xFF;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ArrivalsFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void read_anyDamage_isReadOrRefusedAndNothingElse() throws Exception {
    Path good = folder.resolve("good.csv");
    ArrivalsFile.write(schedule(), good);
    byte[] bytes = java.util.Arrays.copyOf(Files.readAllBytes(good), 4_000);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      Path file = folder.resolve("damaged.csv");
      Files.write(file, damaged);
      try {
        ArrivalsFile.read(file);
      } catch (InvalidInputException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(50);
  }
}
