package io.hawkvision.edge;

import io.hawkvision.edge.frame.NearName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Configuration values by key, each taken out once with its default and its range. Collects every
 * problem instead of stopping at the first; what nobody took is unknown. Main thread, at start.
 */
final class Settings {
  static final String ENVIRONMENT_PREFIX = "HAWK_EDGE_";
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m)");
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,9}) ?(B|KiB|MiB|GiB)?");

  private final Map<String, String> given;
  private final Map<String, String> environment;
  private final Map<String, String> flags;
  private final Map<String, String> effective = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Values by their origin, the later ones winning.
   *
   * @param file keys and values of the configuration file
   * @param environment the whole environment; only names with the prefix count
   * @param flags keys and values from the command line
   */
  Settings(Map<String, String> file, Map<String, String> environment, Map<String, String> flags) {
    this.given = new TreeMap<>(file);
    this.environment = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            this.environment.put(name, value);
          }
        });
    this.flags = Map.copyOf(flags);
  }

  String text(String key, String fallback) {
    return value(key, fallback, text -> text);
  }

  Path path(String key, String fallback) {
    return value(key, fallback, Path::of);
  }

  boolean flag(String key, boolean fallback) {
    return value(
        key,
        Boolean.toString(fallback),
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
          }
          return text.equals("true");
        });
  }

  int integer(String key, int fallback, int least, int most) {
    return value(
        key,
        Integer.toString(fallback),
        text -> {
          long number = text.matches("-?[0-9]{1,10}") ? Long.parseLong(text) : Long.MIN_VALUE;
          if (number < least || number > most) {
            throw new IllegalArgumentException(
                "must be a whole number from " + least + " to " + most);
          }
          return (int) number;
        });
  }

  double decimal(String key, double fallback, double least, double most) {
    return value(
        key,
        Double.toString(fallback),
        text -> {
          double number =
              text.matches("[0-9]{1,9}(\\.[0-9]{1,18})?") ? Double.parseDouble(text) : Double.NaN;
          if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException("must be a number from " + least + " to " + most);
          }
          return number;
        });
  }

  /** A duration such as {@code 100ms}, {@code 2s}, {@code 1m}. */
  Duration duration(String key, String fallback, Duration most) {
    return value(
        key,
        fallback,
        text -> {
          Matcher parts = DURATION.matcher(text);
          if (!parts.matches()) {
            throw new IllegalArgumentException("must be a duration such as 100ms, 2s or 1m");
          }
          long amount = Long.parseLong(parts.group(1));
          Duration duration =
              switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
              };
          if (duration.isZero() || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("must be longer than 0 and at most " + most);
          }
          return duration;
        });
  }

  /** A size such as {@code 8MiB}. */
  int bytes(String key, String fallback, long least, long most) {
    return value(
        key,
        fallback,
        text -> {
          Matcher parts = BYTES.matcher(text);
          long size = parts.matches() ? Long.parseLong(parts.group(1)) * unit(parts) : -1;
          if (size < least || size > most) {
            throw new IllegalArgumentException(
                "must be a size such as 64KiB or 8MiB, from " + least + " to " + most + " bytes");
          }
          return (int) size;
        });
  }

  /** Names separated by commas; none by default. */
  List<String> names(String key) {
    return value(
        key,
        "",
        text ->
            text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).toList());
  }

  /** Any other type; the parser refuses with an IllegalArgumentException that says why. */
  <T> T value(String key, String fallback, Function<String, T> parser) {
    String text = taken(key).orElse(fallback);
    effective.put(key, text);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException wrong) {
      problems.add(key + "=" + text + ": " + wrong.getMessage());
      return parser.apply(fallback);
    }
  }

  void problem(String text) {
    problems.add(text);
  }

  /** Every problem so far, with what nobody has taken. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    List<String> known = List.copyOf(effective.keySet());
    List<String> unknown = new ArrayList<>(given.keySet());
    unknown.addAll(flags.keySet());
    unknown.stream()
        .distinct()
        .filter(key -> !effective.containsKey(key))
        .forEach(key -> all.add(key + ": unknown key" + NearName.hint(key, known)));
    List<String> variables = known.stream().map(Settings::variable).toList();
    environment.keySet().stream()
        .filter(name -> !variables.contains(name))
        .forEach(name -> all.add(name + ": unknown key" + NearName.hint(name, variables)));
    return all;
  }

  /** Key=value of everything that was taken, for the log. */
  String effective() {
    StringBuilder text = new StringBuilder();
    effective.forEach(
        (key, value) ->
            text.append(text.isEmpty() ? "" : " ")
                .append(key)
                .append('=')
                .append(key.endsWith("secret") || key.endsWith("password") ? "***" : value));
    return text.toString();
  }

  List<String> keys() {
    return List.copyOf(effective.keySet());
  }

  /** The environment variable of a key: {@code http.max-connections} is HAWK_EDGE_HTTP_MAX_…. */
  static String variable(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private Optional<String> taken(String key) {
    String flag = flags.get(key);
    if (flag != null) {
      return Optional.of(flag);
    }
    String variable = environment.get(variable(key));
    return Optional.ofNullable(variable != null ? variable : given.get(key));
  }

  private static long unit(Matcher parts) {
    String unit = parts.group(2);
    return switch (unit == null ? "B" : unit) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      default -> 1;
    };
  }
}
