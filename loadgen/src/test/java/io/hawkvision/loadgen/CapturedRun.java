package io.hawkvision.loadgen;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.drive.Terminal;
import io.hawkvision.loadgen.link.NetworkNamespace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One command line run in this process, with what it printed. */
public record CapturedRun(int exitCode, String stdout, String stderr) {
  public static CapturedRun of(Path home, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings = new Surroundings(home, terminal(out), terminal(err));
    int code =
        LoadMain.commandLine(surroundings, new NetworkNamespace(surroundings.home(), false))
            .execute(arguments);
    return new CapturedRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Terminal terminal(ByteArrayOutputStream bytes) {
    return new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
  }

  public String lastLine() {
    List<String> lines = stdout.lines().toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }
}
