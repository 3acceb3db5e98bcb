package io.hawkvision.loadgen.drive;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 250ms}, {@code 30s} or {@code 2m}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (!word.matches("[0-9]{1,9}(ms|s|m)") || word.matches("0+[a-z]+")) {
      throw new TypeConversionException("'" + text + "' is no duration such as 500ms, 30s or 2m");
    }
    long number = Long.parseLong(word.replaceAll("[a-z]", ""));
    if (word.endsWith("ms")) {
      return Duration.ofMillis(number);
    }
    return word.endsWith("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }
}
