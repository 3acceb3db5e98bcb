package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class PictureFramesTest {
  private static final Map<String, Integer> LABELS = Map.of("ant", 0);

  @TempDir Path folder;

  @BeforeEach
  void writePicture() throws IOException {
    Files.createDirectories(folder.resolve("elsewhere/n1"));
    Files.writeString(folder.resolve("elsewhere/n1/1.jpg"), "a1");
    Files.createDirectories(folder.resolve("photos"));
    Files.createSymbolicLink(folder.resolve("photos/ant"), folder.resolve("elsewhere/n1"));
  }

  @Test
  void all_linkedFolders_areFollowedUnderTheNamesOfTheLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("photos"));
    assertThat(PictureFrames.all(link, LABELS).frames()).isEqualTo(1);
  }

  @Test
  void all_linkBackToItsOwnFolder_isReported() throws Exception {
    Path photos = folder.resolve("photos");
    Files.createSymbolicLink(photos.resolve("again"), photos);
    assertThatThrownBy(() -> PictureFrames.all(photos, LABELS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a link leads back to a folder it lies in")
        .hasMessageContaining("again");
  }
}
