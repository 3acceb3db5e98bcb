package io.hawkvision.dc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Gathers settings as text, file before environment before flags, later ones winning. Once. */
final class ConfigSources {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /** A value as it was written, and where. */
  record Setting(String value, String origin) {}

  private final Map<ConfigKey, Setting> settings = new EnumMap<>(ConfigKey.class);
  private final List<String> problems;

  ConfigSources(List<String> problems) {
    this.problems = problems;
  }

  Optional<Setting> find(ConfigKey key) {
    return Optional.ofNullable(settings.get(key));
  }

  void addFile(Path file) {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (root.isObject()) {
        addTree("", root, file.toString());
      } else if (!root.isMissingNode() && !root.isNull()) {
        problems.add(file + ": not a map of settings");
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      problems.add(file + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      problems.add("cannot read " + file + ": " + e);
    }
  }

  void addEnvironment(Map<String, String> environment) {
    List<String> names = Arrays.stream(ConfigKey.values()).map(ConfigKey::envName).toList();
    environment.forEach(
        (name, value) -> {
          if (!ConfigKey.isEnvName(name)) {
            return;
          }
          ConfigKey.ofEnv(name)
              .ifPresentOrElse(
                  key -> settings.put(key, new Setting(value, name)),
                  () ->
                      problems.add(name + ": unknown setting" + ConfigKey.suggestion(name, names)));
        });
  }

  /** A flag of its own, {@code --port 1}, or one given as {@code --set port=1}. */
  void addFlag(String key, String value, String origin) {
    List<String> names = Arrays.stream(ConfigKey.values()).map(ConfigKey::key).toList();
    ConfigKey.of(key)
        .ifPresentOrElse(
            known -> settings.put(known, new Setting(value, origin)),
            () ->
                problems.add(
                    origin + ": unknown setting " + key + ConfigKey.suggestion(key, names)));
  }

  private void addTree(String prefix, JsonNode node, String file) {
    node.properties()
        .forEach(
            entry -> {
              String key = prefix + entry.getKey();
              JsonNode value = entry.getValue();
              if (value.isObject()) {
                addTree(key + ".", value, file);
              } else if (value.isArray()) {
                addFlag(key, joined(value), file);
              } else {
                addFlag(key, value.isNull() ? "" : value.asText(), file);
              }
            });
  }

  private static String joined(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(","));
  }
}
