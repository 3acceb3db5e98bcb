package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Labelled frames in one file, on their way to a child process. */
final class FrameFile {
  private static final int MAGIC = 0x48_46_52_31; // HFR1
  private static final int MOST_FRAMES = 100_000;
  private static final int MOST_BYTES = 64 << 20;

  private FrameFile() {}

  static void write(Path file, List<LabelledFrame> frames) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      out.writeInt(frames.size());
      for (LabelledFrame frame : frames) {
        out.writeUTF(frame.name());
        out.writeUTF(frame.label());
        out.writeLong(frame.group());
        out.writeInt(frame.bytes());
        out.write(frame.picture().getBytes());
      }
    }
  }

  static List<LabelledFrame> read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " holds no frames");
      }
      int count = bounded(in.readInt(), MOST_FRAMES);
      List<LabelledFrame> frames = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        String label = in.readUTF();
        long group = in.readLong();
        byte[] picture = new byte[bounded(in.readInt(), MOST_BYTES)];
        in.readFully(picture);
        frames.add(new LabelledFrame(name, label, group, Buffer.buffer(picture)));
      }
      return frames;
    }
  }

  private static int bounded(int size, int most) throws IOException {
    if (size < 1 || size > most) {
      throw new IOException("an impossible size in a file of frames: " + size);
    }
    return size;
  }
}
