package io.hawkvision.zoo.power;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * NVIDIA cards: the text that {@code nvidia-smi} prints, one number of watts for each card. Read by
 * the meter's thread, which waits for the process; it is killed when it takes too long, and of what
 * it prints only the first kilobytes are read.
 */
final class NvidiaSmi implements PowerSensor {
  static final List<String> COMMAND =
      List.of("nvidia-smi", "--query-gpu=power.draw", "--format=csv,noheader,nounits");
  static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 16 << 10;
  private static final double MOST_WATTS_PER_CARD = 5_000;

  private final List<String> command;
  private final Duration patience;

  private NvidiaSmi(List<String> command, Duration patience) {
    this.command = List.copyOf(command);
    this.patience = patience;
  }

  static NvidiaSmi open(List<String> command, Duration patience) throws UnreadableSensorException {
    NvidiaSmi sensor = new NvidiaSmi(command, patience);
    sensor.read();
    return sensor;
  }

  @Override
  public PowerSource source() {
    return PowerSource.NVIDIA_SMI;
  }

  @Override
  public String words() {
    return String.join(" ", command);
  }

  @Override
  public Cadence cadence() {
    return Cadence.ofProcess();
  }

  @Override
  public PowerReading read() throws UnreadableSensorException {
    return new PowerReading.Watts(sum(printed()));
  }

  private static double sum(String printed) throws UnreadableSensorException {
    double watts = 0;
    for (String line : printed.strip().split("\\R", -1)) {
      if (!line.strip().matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
        throw new UnreadableSensorException(
            "nvidia-smi names no power: \"" + line.replaceAll("[^ -~]", "?").strip() + "\"");
      }
      double card = Double.parseDouble(line.strip());
      if (card <= 0 || card > MOST_WATTS_PER_CARD) {
        throw new UnreadableSensorException("nvidia-smi: not believable: " + card + " W");
      }
      watts += card;
    }
    return watts;
  }

  /** Output goes to a pipe that holds more than is ever printed, so waiting first cannot block. */
  private String printed() throws UnreadableSensorException {
    Process process = start();
    try (InputStream out = process.getInputStream()) {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UnreadableSensorException(
            "nvidia-smi took longer than " + patience.toMillis() + " ms");
      }
      String text = new String(out.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
      if (process.exitValue() != 0) {
        throw new UnreadableSensorException("nvidia-smi failed, exit " + process.exitValue());
      }
      return text;
    } catch (IOException broken) {
      throw new UnreadableSensorException("nvidia-smi cannot be read: " + broken.getMessage());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new UnreadableSensorException("interrupted while nvidia-smi ran");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly); // where it is a script
      process.destroyForcibly();
    }
  }

  private Process start() throws UnreadableSensorException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException absent) {
      throw new UnreadableSensorException(command.get(0) + " cannot be started: no such program");
    }
  }
}
