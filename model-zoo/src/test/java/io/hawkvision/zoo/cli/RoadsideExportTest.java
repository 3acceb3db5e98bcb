package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class RoadsideExportTest {
  @TempDir private Path folder;

  @Test
  void export_twoCameras_writesPicturesLabelsAndScenes() throws IOException {
    assertThat(
            export(
                "--seed=2000000",
                "--frames=16",
                "--size=32",
                "--every=4",
                "--per-camera=8",
                "--to=" + folder))
        .isZero();
    assertThat(folder.resolve("images.u8")).hasSize(16L * 32 * 32 * 3);
    byte[] labels = Files.readAllBytes(folder.resolve("labels.u8"));
    ByteBuffer scenes =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("scenes.i32")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(labels).hasSize(16);
    int expectedScene = -1;
    for (int i = 0; i < 16; i++) {
      RoadsideCamera camera = new RoadsideCamera(2_000_000 + i / 8);
      long index = i % 8 * 4L;
      boolean sameScene =
          index > 0 && camera.frame(index).scene() == camera.frame(index - 4).scene();
      expectedScene += sameScene ? 0 : 1;
      assertThat(labels[i]).isEqualTo((byte) camera.frame(index).label());
      assertThat(scenes.getInt(4 * i)).isEqualTo(expectedScene);
    }
  }

  @Test
  void export_badNumbers_isWrongUsage() {
    assertThat(export("--seed=1", "--frames=0", "--to=" + folder)).isEqualTo(2);
    assertThat(export("--seed=1", "--frames=1", "--every=0", "--to=" + folder)).isEqualTo(2);
    assertThat(export("--seed=1", "--frames=1", "--size=999", "--to=" + folder)).isEqualTo(2);
    assertThat(folder).isEmptyDirectory();
  }

  private static int export(String... arguments) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new CommandLine(new RoadsideExport()).setOut(nowhere).setErr(nowhere).execute(arguments);
  }
}
