package io.hawkvision.zoo.family;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A YAML file of a family's folder: bounded, no key twice. Reads files. */
final class YamlText {
  private static final int MAX_BYTES = 1 << 20;
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final FamilyFolder folder;
  private final String name;
  private final byte[] bytes;

  private YamlText(FamilyFolder folder, String name, byte[] bytes) {
    this.folder = folder;
    this.name = name;
    this.bytes = bytes;
  }

  static YamlText read(FamilyFolder folder, String name) throws InvalidFamilyException {
    try {
      Path file = folder.directory().resolve(name);
      if (Files.size(file) > MAX_BYTES) {
        throw refused(folder, name + " is larger than " + MAX_BYTES + " bytes");
      }
      return new YamlText(folder, name, Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw refused(folder, name + " cannot be read");
    }
  }

  String sha256() {
    return Sha256.of(bytes);
  }

  Section top(List<String> problems) throws InvalidFamilyException {
    try {
      JsonNode tree = YAML.readTree(bytes);
      return new Section(tree, "", problems);
    } catch (JsonProcessingException wrong) {
      throw refused(folder, name + " is not valid YAML: " + wrong.getMessage());
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
  }

  private static InvalidFamilyException refused(FamilyFolder folder, String problem) {
    return new InvalidFamilyException(folder.directory().toString(), List.of(problem));
  }
}
