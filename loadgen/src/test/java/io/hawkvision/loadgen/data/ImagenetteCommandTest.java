package io.hawkvision.loadgen.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
class ImagenetteCommandTest {
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2};

  @TempDir Path home;

  @BeforeEach
  void writeSourceAndSplit() throws IOException {
    write("source/imagenette2-160/train/n01440764/a.JPEG", JPEG);
    write("source/imagenette2-160/train/n02102040/b.JPEG", JPEG);
    write("source/imagenette2-160/val/n01440764/c.JPEG", JPEG);
    write("source/imagenette2-160/val/n01440764/d.JPEG", JPEG);
    write("source/imagenette2-160/noisy_imagenette.csv", new byte[] {'x'});
    write("source/imagenette2-160/val/n01440764/e.JPEG", new byte[] {'x', 'y'});
    split("train/n01440764/a.jpg,train\ntrain/n02102040/b.jpg,test\nval/n01440764/c.jpg,test\n");
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void split(String rows) throws IOException {
    Path file = home.resolve("model-zoo/families/imagenette/split.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "path,split\n" + rows);
  }

  private CapturedRun imagenette() {
    return CapturedRun.of(
        home,
        "data",
        "imagenette",
        "--to",
        home.resolve("out").toString(),
        "--from",
        home.resolve("source").toString());
  }

  private List<String> made() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("out"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> home.resolve("out").relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void imagenette_unpackedFolder_isSortedByPartAndLabel() throws Exception {
    CapturedRun run = imagenette();
    assertThat(run.exitCode()).isZero();
    assertThat(made())
        .containsExactly(
            "extra/tench/val-d.jpg",
            "test/English springer/b.jpg",
            "test/tench/c.jpg",
            "train/tench/a.jpg");
    assertThat(run.stdout())
        .containsPattern("test +2 photographs")
        .containsPattern("left out +2 files");
  }

  @Test
  void imagenette_sourceIsALink_isReadButLinksInItAreNot() throws Exception {
    write("secret/f.JPEG", JPEG);
    Files.move(home.resolve("source"), home.resolve("real"));
    Files.createSymbolicLink(home.resolve("source"), home.resolve("real"));
    Files.createSymbolicLink(
        home.resolve("real/imagenette2-160/val/n01440764/f.JPEG"), home.resolve("secret/f.JPEG"));
    assertThat(imagenette().exitCode()).isZero();
    assertThat(made())
        .containsExactly(
            "extra/tench/val-d.jpg",
            "test/English springer/b.jpg",
            "test/tench/c.jpg",
            "train/tench/a.jpg");
  }

  @Test
  void imagenette_folderExists_isLeftAlone() throws Exception {
    write("out/mine.txt", new byte[] {1});
    CapturedRun run = imagenette();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("exists already");
    assertThat(made()).containsExactly("mine.txt");
  }

  @Test
  void imagenette_sourceLacksPhotographs_writesNothing() throws Exception {
    split("train/n01440764/a.jpg,train\ntrain/n01440764/z.jpg,test\nval/n01440764/e.jpg,test\n");
    CapturedRun run = imagenette();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("lacks 2 of the 3 photographs");
    try (Stream<Path> left = Files.list(home)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("source", "model-zoo");
    }
  }

  @Test
  void imagenette_noSplitOrNoSource_isWrongUsage() throws Exception {
    CapturedRun run =
        CapturedRun.of(
            home, "data", "imagenette", "--to=" + home + "/out", "--from=" + home + "/no");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("no such archive or folder");
    Files.delete(home.resolve("model-zoo/families/imagenette/split.csv"));
    assertThat(imagenette().exitCode()).isEqualTo(2);
    assertThat(CapturedRun.of(home, "data").exitCode()).isEqualTo(2);
  }

  @Test
  void layout_splitWithAnotherFile_isRefused() {
    assertThatThrownBy(() -> ImagenetteLayout.ofSplit("s", "path,split\n../x.jpg,test\n"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () -> ImagenetteLayout.ofSplit("s", "path,split\nval/n01440764/c.jpg,../x\n"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void newFolder_samePathTwice_isRefusedAndNothingIsLeft() throws Exception {
    Path target = home.resolve("new");
    try (NewFolder folder = NewFolder.at(target)) {
      folder.write(
          "a/b.jpg",
          Files.newInputStream(home.resolve("source/imagenette2-160/noisy_imagenette.csv")));
      assertThatThrownBy(
              () ->
                  folder.write(
                      "a/b.jpg",
                      Files.newInputStream(
                          home.resolve("source/imagenette2-160/noisy_imagenette.csv"))))
          .hasMessageContaining("twice");
    }
    assertThat(target).doesNotExist();
  }
}
