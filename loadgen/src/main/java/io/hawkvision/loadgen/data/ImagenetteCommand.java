package io.hawkvision.loadgen.data;

import io.hawkvision.loadgen.drive.Interruption;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes {@code DIR/PART/LABEL/FILE.jpg} of the Imagenette photographs. */
@Command(
    name = "imagenette",
    description =
        "Makes labelled folders of the Imagenette photographs (ten classes of ImageNet): DIR/train,"
            + " design, calibration and test by the family's split, each with a folder per label."
            + " The photographs are under ImageNet's terms: non-commercial research only.",
    footer = "%nThen: ./hawk send --family imagenette --images DIR/test --accuracy 0.85")
final class ImagenetteCommand implements Callable<Integer> {
  static final ArchiveDownload.Source ORIGINAL =
      new ArchiveDownload.Source(
          URI.create("https://s3.amazonaws.com/fast-ai-imageclas/imagenette2-160.tgz"),
          "e793b78cc4c9e9a4ccc0c1155377a412",
          200_000_000);

  private final Surroundings surroundings;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "Folder to make.")
  private Path to = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "ARCHIVE|DIR",
      description =
          "A .tar.xz, .tgz or .tar, or an unpacked folder. Default: the archive in ../shared beside"
              + " the repository if there is one, else the original public archive (99 MB).")
  private @Nullable Path from;

  @Option(
      names = "--split-file",
      paramLabel = "FILE.csv",
      description = "Another split (path,split). Default: the one committed with the family.")
  private @Nullable Path split;

  private final Map<String, Integer> countByPart = new TreeMap<>();
  private int otherFiles;

  ImagenetteCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    ImagenetteLayout layout = layout();
    try (Interruption guard = Interruption.ofThisThread();
        NewFolder folder = NewFolder.at(to)) {
      Path source = source();
      read(source, sink(layout, folder, guard.flag()));
      if (layout.missing() > 0) {
        throw new IOException(
            String.format(
                "%s lacks %d of the %d photographs of the split; nothing was written",
                source, layout.missing(), layout.expected()));
      }
      folder.publish();
      report(source);
    }
    return CommandLine.ExitCode.OK;
  }

  private ImagenetteLayout layout() throws IOException, InvalidInputException {
    Path file =
        split == null
            ? surroundings.home().resolve("model-zoo/families/imagenette/split.csv")
            : split;
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("no such split: " + file);
    }
    return ImagenetteLayout.ofSplit(file.toString(), Files.readString(file));
  }

  private Path source() throws IOException, InvalidInputException {
    if (from != null) {
      if (!Files.exists(from)) {
        throw new InvalidInputException("no such archive or folder: " + from);
      }
      return from;
    }
    Path shared =
        surroundings.home().resolve("../shared/data/imagenette/photos-160px.tar.xz").normalize();
    if (Files.isRegularFile(shared)) {
      return shared;
    }
    PrintStream err = surroundings.err().stream();
    err.println("hawk data: downloading " + ORIGINAL.address());
    try {
      return new ArchiveDownload(ORIGINAL, err)
          .into(surroundings.home().resolve(".hawk/downloads"));
    } catch (IOException e) {
      throw new IOException(
          String.format(
              "the download failed (%s: %s). Run the command again to go on with it, or give the"
                  + " archive with --from.",
              e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  private static void read(Path source, PhotoSink sink) throws IOException {
    if (Files.isDirectory(source)) {
      new PhotoFolder(source).read(sink);
    } else {
      new PhotoArchive(source, PhotoArchive.Bounds.DEFAULT).read(sink);
    }
  }

  private PhotoSink sink(ImagenetteLayout layout, NewFolder folder, StopFlag stop) {
    return (path, content) -> {
      if (stop.isRaised()) {
        throw new IOException("interrupted; nothing was written");
      }
      Optional<String> place = layout.place(path);
      InputStream buffered = new BufferedInputStream(content);
      if (place.isEmpty() || !isJpeg(buffered)) {
        otherFiles++;
        return;
      }
      folder.write(place.get(), buffered);
      layout.written(path);
      countByPart.merge(place.get().substring(0, place.get().indexOf('/')), 1, Integer::sum);
    };
  }

  private static boolean isJpeg(InputStream content) throws IOException {
    content.mark(2);
    boolean jpeg = content.read() == 0xFF && content.read() == 0xD8;
    content.reset();
    return jpeg;
  }

  private void report(Path source) {
    PrintStream out = surroundings.out().stream();
    out.println("made " + to + " from " + source);
    countByPart.forEach((part, count) -> out.printf("%-12s %6d photographs%n", part, count));
    if (otherFiles > 0) {
      out.printf("%-12s %6d files that are no photographs%n", "left out", otherFiles);
    }
    if (Files.isDirectory(to.resolve("test"))) {
      out.println("next: ./hawk send --family imagenette --images " + to + "/test --accuracy 0.85");
    }
  }
}
