package io.hawkvision.loadgen.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends with its owner on every way: closed politely, or by the kernel when the owner
 * dies without a word (where {@code setpriv} exists, as on every Debian). One owner thread, which
 * must live as long as the process should: to the kernel it is the parent.
 */
public final class ChildProcess implements AutoCloseable {
  /** What to start, where its log goes, and how long each line it owes may take. */
  public record Launch(String name, List<String> command, Path home, Path log, Duration patience) {
    public Launch {
      command = List.copyOf(command);
    }
  }

  private static final Duration DRAIN = Duration.ofSeconds(8);
  private static final int LOG_LINES_SHOWN = 15;
  private static final int LINES_KEPT = 256;
  private static final String END = "\0end";
  private static final List<Path> SETPRIV =
      List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

  private final Launch launch;
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(LINES_KEPT);

  private ChildProcess(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
    Thread reader = new Thread(this::readStdout, launch.name() + "-stdout");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts it and does not wait. */
  public static ChildProcess start(Launch launch) throws IOException {
    Path logFolder = launch.log().getParent();
    if (logFolder != null) {
      Files.createDirectories(logFolder);
    }
    ProcessBuilder builder =
        new ProcessBuilder(dyingWithParent(launch.command()))
            .directory(launch.home().toFile())
            .redirectError(launch.log().toFile());
    builder.environment().put("HAWK_HOME", launch.home().toString());
    builder.environment().put("HAWK_NO_BUILD", "1");
    return new ChildProcess(launch, builder.start());
  }

  private static List<String> dyingWithParent(List<String> command) {
    List<String> whole = new ArrayList<>();
    SETPRIV.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(setpriv -> whole.addAll(List.of(setpriv.toString(), "--pdeathsig", "TERM")));
    whole.addAll(command);
    return whole;
  }

  /** Keeps the pipe empty; lines that nobody waits for are dropped when too many. */
  private void readStdout() {
    try (BufferedReader stdout =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
        if (!lines.offer(line)) {
          lines.clear();
        }
      }
    } catch (IOException e) {
      // the pipe broke: the process is ending, which the line below says
    }
    if (!lines.offer(END)) {
      lines.clear();
      lines.add(END);
    }
  }

  /** What follows {@code NAME ready } in the line that says so. */
  public String awaitReady() throws IOException {
    String prefix = launch.name() + " ready ";
    String line = awaitLine();
    if (!line.startsWith(prefix)) {
      throw failed("it said \"" + line + "\" instead of \"" + prefix + "...\"");
    }
    return line.substring(prefix.length());
  }

  public String awaitLine() throws IOException {
    try {
      String line = lines.poll(launch.patience().toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw failed("it said nothing for " + launch.patience().toSeconds() + " s");
      }
      if (line.equals(END)) {
        throw failed("it ended by itself");
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Writes one line to its standard input. */
  public void tell(String line) throws IOException {
    OutputStream stdin = process.getOutputStream();
    stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    stdin.flush();
  }

  private IOException failed(String why) throws IOException {
    List<String> log = List.of();
    if (Files.isRegularFile(launch.log())) {
      log = Files.readAllLines(launch.log(), StandardCharsets.UTF_8);
    }
    List<String> end = log.subList(Math.max(0, log.size() - LOG_LINES_SHOWN), log.size());
    return new IOException(
        String.format(
            "the %s process failed: %s. The end of %s:%n%s",
            launch.name(), why, launch.log(), String.join(System.lineSeparator(), end)));
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Asks it to end, without waiting; {@link #close} waits. */
  public void askToEnd() {
    process.destroy();
  }

  /** Returns when the process is gone: after its drain, or killed. */
  @Override
  public void close() {
    close(DRAIN);
  }

  void close(Duration drain) {
    List<ProcessHandle> children = process.descendants().toList();
    askToEnd();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(drain.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      process.waitFor();
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
