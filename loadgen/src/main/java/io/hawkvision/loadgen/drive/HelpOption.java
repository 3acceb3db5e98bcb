package io.hawkvision.loadgen.drive;

import picocli.CommandLine.Option;

/** {@code --help}, for every command; the version is {@code hawk version}'s to tell. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  /** Picocli acts on it by itself. */
  public boolean isWanted() {
    return help;
  }
}
