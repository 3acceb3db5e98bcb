package io.hawkvision.dc;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns settings into values; whatever is wrong is added to the problems and reading goes on. */
final class ConfigReading {
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([A-Za-z]*)");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Map<String, Long> NANOS =
      Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L);
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private final ConfigSources sources;
  private final List<String> problems;

  ConfigReading(ConfigSources sources, List<String> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  Optional<String> optional(ConfigKey key) {
    return sources.find(key).map(ConfigSources.Setting::value).filter(value -> !value.isBlank());
  }

  String text(ConfigKey key) {
    String value = value(key);
    if (value.isBlank()) {
      problem(key, "must not be empty");
    }
    return value;
  }

  List<String> list(ConfigKey key) {
    return optional(key)
        .map(value -> Arrays.stream(value.split(",")).map(String::strip).toList())
        .orElse(List.of());
  }

  /** A directory; {@code standard} unless set; a problem if there is neither. */
  Path path(ConfigKey key, Optional<Path> standard) {
    Optional<String> given = optional(key);
    try {
      if (given.isPresent()) {
        return Path.of(given.get());
      }
    } catch (InvalidPathException e) {
      problem(key, "is not a path");
      return Path.of("");
    }
    if (standard.isEmpty()) {
      problems.add(key.key() + " is not set, and HAWK_HOME, which gives a default, neither");
    }
    return standard.orElse(Path.of(""));
  }

  int integer(ConfigKey key, int least, int most) {
    return integer(key, least, most, least);
  }

  int integer(ConfigKey key, int least, int most, int standard) {
    String value = value(key);
    if (value.isBlank()) {
      return standard;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the one message below serves both
    }
    problem(key, "must be a whole number from " + least + " to " + most);
    return least;
  }

  double decimal(ConfigKey key, double least, double most) {
    String value = value(key);
    if (DECIMAL.matcher(value).matches()) {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    problem(key, "must be a number from " + least + " to " + most);
    return least;
  }

  /** A value that the parser accepts, or else refuses with an IllegalArgumentException. */
  String checked(ConfigKey key, UnaryOperator<String> parser) {
    try {
      return parser.apply(value(key));
    } catch (IllegalArgumentException wrong) {
      problem(key, String.valueOf(wrong.getMessage()));
      return key.standard();
    }
  }

  Duration duration(ConfigKey key, Duration least, Duration most) {
    Optional<Long> nanos = amount(key, NANOS);
    if (nanos.isEmpty()) {
      problem(key, "must be a time such as 500us, 2ms, 10s or 1m");
      return least;
    }
    if (nanos.get() < least.toNanos() || nanos.get() > most.toNanos()) {
      problem(key, "must be from " + show(least) + " to " + show(most));
      return least;
    }
    return Duration.ofNanos(nanos.get());
  }

  long bytes(ConfigKey key, long least, long most) {
    Optional<Long> bytes = amount(key, BYTES);
    if (bytes.isEmpty()) {
      problem(key, "must be a size such as 65536, 64KiB or 8MiB");
      return least;
    }
    if (bytes.get() < least || bytes.get() > most) {
      problem(key, "must be from " + showBytes(least) + " to " + showBytes(most));
      return least;
    }
    return bytes.get();
  }

  static String show(Duration duration) {
    long micros = duration.toNanos() / 1_000;
    if (micros % 1_000_000 == 0) {
      return micros / 1_000_000 + "s";
    }
    return micros % 1_000 == 0 ? micros / 1_000 + "ms" : micros + "us";
  }

  static String showBytes(long bytes) {
    if (bytes > 0 && bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MiB";
    }
    return bytes > 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : Long.toString(bytes);
  }

  private Optional<Long> amount(ConfigKey key, Map<String, Long> units) {
    Matcher parts = AMOUNT.matcher(value(key).strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Long unit = units.get(parts.group(2));
    if (unit == null) {
      return Optional.empty();
    }
    BigDecimal amount = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
    boolean fits = amount.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return fits ? Optional.of(amount.longValue()) : Optional.empty();
  }

  private String value(ConfigKey key) {
    return sources.find(key).map(ConfigSources.Setting::value).orElse(key.standard());
  }

  private void problem(ConfigKey key, String what) {
    String shown = key.secret() ? "" : " = " + value(key);
    String origin = sources.find(key).map(set -> " (" + set.origin() + ")").orElse("");
    problems.add(key.key() + shown + origin + " " + what);
  }
}
