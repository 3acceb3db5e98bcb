package io.hawkvision.loadgen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class PhotoSourceTest {
  private static final List<String> LABELS = List.of("ant", "bee", "cat dog");

  @TempDir Path folder;

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static PhotoSource.Choice choice(Path images) {
    return new PhotoSource.Choice(images, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static List<String> names(PhotoSource source) throws IOException {
    List<String> names = new ArrayList<>();
    for (long i = 0; i < source.size().orElseThrow(); i++) {
      LabelledFrame frame = source.frame(i);
      names.add(frame.label() + "=" + frame.name() + "=" + frame.picture());
    }
    return names;
  }

  @Test
  void open_folderPerLabel_labelsByFolderAndSkipsOtherFiles() throws Exception {
    write("ant/1.jpg", "a1");
    write("x/cat dog/2.JPEG", "c2");
    write("bee/3.png", "b3");
    write("bee/notes.txt", "no");
    write("bee/.hidden.jpg", "no");
    try (PhotoSource source = PhotoSource.open(choice(folder), LABELS, 1)) {
      assertThat(names(source))
          .containsExactlyInAnyOrder(
              "ant=ant/1.jpg=a1", "cat dog=x/cat dog/2.JPEG=c2", "bee=bee/3.png=b3");
      assertThat(source.labels()).containsExactly("ant", "bee", "cat dog");
    }
  }

  @Test
  void open_linkedFolders_areFollowedUnderTheNamesOfTheLinks() throws Exception {
    write("elsewhere/n1/1.jpg", "a1");
    Path photos = Files.createDirectories(folder.resolve("photos"));
    Files.createSymbolicLink(photos.resolve("ant"), folder.resolve("elsewhere/n1"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), photos);
    try (PhotoSource source = PhotoSource.open(choice(link), LABELS, 1)) {
      assertThat(names(source)).containsExactly("ant=ant/1.jpg=a1");
    }
  }

  @Test
  void open_linkBackToItsOwnFolder_isReported() throws Exception {
    write("ant/1.jpg", "a1");
    Files.createSymbolicLink(folder.resolve("ant/again"), folder);
    assertThatThrownBy(() -> PhotoSource.open(choice(folder), LABELS, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a link leads back to a folder it lies in")
        .hasMessageContaining("again");
  }

  @Test
  void open_sameSeed_givesSameOrder_otherSeedAnother() throws Exception {
    for (int i = 0; i < 50; i++) {
      write("ant/" + i + ".jpg", "a" + i);
    }
    List<String> first = names(PhotoSource.open(choice(folder), LABELS, 7));
    assertThat(names(PhotoSource.open(choice(folder), LABELS, 7))).isEqualTo(first);
    assertThat(names(PhotoSource.open(choice(folder), LABELS, 8)))
        .isNotEqualTo(first)
        .containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void frame_pastTheEnd_startsAgainInTheSameGroup() throws Exception {
    write("ant/1.jpg", "a1");
    write("bee/2.jpg", "b2");
    try (PhotoSource source = PhotoSource.open(choice(folder), LABELS, 1)) {
      assertThat(source.frame(3)).isEqualTo(source.frame(1));
      assertThat(source.frame(3).group()).isNotEqualTo(source.frame(2).group());
    }
  }

  @Test
  void open_folderThatIsNoLabel_namesTheLabels() throws Exception {
    write("wasp/1.jpg", "w");
    assertThatThrownBy(() -> PhotoSource.open(choice(folder), LABELS, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"wasp\"")
        .hasMessageContaining("ant, bee, cat dog");
  }

  @Test
  void open_labelMap_translatesFolders() throws Exception {
    write("n001/1.jpg", "a");
    Path map = folder.resolve("map.csv");
    Files.writeString(map, "folder,label\nn001,cat dog\n");
    var choice =
        new PhotoSource.Choice(folder, Optional.empty(), Optional.of(map), Optional.empty());
    try (PhotoSource source = PhotoSource.open(choice, LABELS, 1)) {
      assertThat(source.frame(0).label()).isEqualTo("cat dog");
    }
  }

  @Test
  void open_part_sendsOnlyItsFiles_andRefusesMissingOnes() throws Exception {
    write("ant/1.jpg", "a1");
    write("bee/2.jpg", "b2");
    Path split = folder.resolve("split.csv");
    Files.writeString(split, "path,split\nant/1.jpg,train\nbee/2.jpg,test\nbee/9.jpg,gone\n");
    assertThat(names(PhotoSource.open(part(split, "test"), LABELS, 1)))
        .containsExactly("bee=bee/2.jpg=b2");
    assertThatThrownBy(() -> PhotoSource.open(part(split, "gone"), LABELS, 1))
        .hasMessageContaining("names 1 files as \"gone\", of which 0 are in");
    assertThatThrownBy(() -> PhotoSource.open(part(split, "tset"), LABELS, 1))
        .hasMessageContaining("names 0 files");
  }

  private PhotoSource.Choice part(Path split, String part) {
    return new PhotoSource.Choice(
        folder, Optional.empty(), Optional.empty(), Optional.of(new PhotoSource.Part(split, part)));
  }

  @Test
  void open_zipWithTableInside_readsBoth() throws Exception {
    Path zip = folder.resolve("photos.zip");
    zip(
        zip,
        Map.of(
            "v/1.jpg", "a1",
            "v/2.jpg", "b2",
            "__MACOSX/v/1.jpg", "no",
            "labels.csv", "file,label\n1.jpg,ant\nv/2.jpg,1\n"));
    var choice =
        new PhotoSource.Choice(
            zip, Optional.of(Path.of("labels.csv")), Optional.empty(), Optional.empty());
    assertThat(names(PhotoSource.open(choice, LABELS, 1)))
        .containsExactlyInAnyOrder("ant=v/1.jpg=a1", "bee=v/2.jpg=b2");
  }

  @Test
  void open_tableWithoutTheFile_isRefused() throws Exception {
    write("1.jpg", "a1");
    Path table = folder.resolve("labels.csv");
    Files.writeString(table, "file,label\n2.jpg,ant\n");
    var choice =
        new PhotoSource.Choice(folder, Optional.of(table), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> PhotoSource.open(choice, LABELS, 1))
        .hasMessageContaining("has no label for 1.jpg");
  }

  @Test
  void open_nothingThere_isTheUsersMistake() throws Exception {
    assertThatThrownBy(() -> PhotoSource.open(choice(folder.resolve("no")), LABELS, 1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> PhotoSource.open(choice(folder), LABELS, 1))
        .hasMessageContaining("no JPEG or PNG files");
  }

  @Test
  void open_fileThatIsNoZip_isRefused() throws Exception {
    write("x.zip", "this is no zip");
    assertThatThrownBy(() -> PhotoSource.open(choice(folder.resolve("x.zip")), LABELS, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("neither a folder nor a readable ZIP file");
  }

  private static void zip(Path file, Map<String, String> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }
}
