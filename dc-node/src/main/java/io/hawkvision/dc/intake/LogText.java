package io.hawkvision.dc.intake;

/** Makes what a peer sent fit for one log line. */
final class LogText {
  private static final int LONGEST = 64;

  private LogText() {}

  static String of(String received) {
    StringBuilder text = new StringBuilder();
    received
        .codePoints()
        .limit(LONGEST)
        .map(point -> point > ' ' && point < 0x7f ? point : '?')
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
