package io.hawkvision.loadgen.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.zoo.family.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON that carries its own digest, so that whatever damaged it is noticed. Pure, any thread. */
final class SealedJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SealedJson() {}

  static byte[] bytes(JsonNode content) {
    ObjectNode sealed = MAPPER.createObjectNode();
    // As it will be read: a number's type may be another one after a round trip.
    sealed.put("sha256", digest(reread(content)));
    sealed.set("content", content);
    return (sealed.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode read(byte[] bytes) throws IOException {
    JsonNode sealed = MAPPER.readTree(bytes);
    JsonNode content = sealed.path("content");
    if (!digest(content).equals(sealed.path("sha256").asText())) {
      throw new IOException("damaged: the digest does not fit");
    }
    return content;
  }

  static <T> T value(JsonNode node, Class<T> type) throws IOException {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IOException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode reread(JsonNode content) {
    try {
      return MAPPER.readTree(content.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Jackson does not read what it wrote", e);
    }
  }

  private static String digest(JsonNode content) {
    return Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8));
  }
}
