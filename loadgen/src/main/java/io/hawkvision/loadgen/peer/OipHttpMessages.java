package io.hawkvision.loadgen.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.post.Answer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The Open Inference Protocol's JSON with raw tensors behind it. Pure. */
final class OipHttpMessages implements PeerHttp.Reading {
  static final String HEAD_LENGTH = "Inference-Header-Content-Length";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_ERROR = 60;

  private final PeerModel model;
  private final String datatype;
  private final TopLabel top;

  /** Of a model that takes this datatype: its own, or BYTES for pictures. */
  OipHttpMessages(PeerModel model, String datatype, TopLabel top) {
    this.model = model;
    this.datatype = datatype;
    this.top = top;
  }

  /** What stands before a raw input of so many bytes. */
  Buffer head(int rawBytes) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode input = root.putArray("inputs").addObject();
    input.put("name", model.input());
    ArrayNode shape = input.putArray("shape");
    model.shape().forEach(shape::add);
    input.put("datatype", datatype);
    input.putObject("parameters").put("binary_data_size", rawBytes);
    ObjectNode output = root.putArray("outputs").addObject();
    output.put("name", model.output());
    output.putObject("parameters").put("binary_data", true);
    return Buffer.buffer(root.toString());
  }

  @Override
  public Answer answer(PeerHttp.Response response) throws IOException {
    byte[] body = response.body().getBytes();
    String length = response.headers().get(HEAD_LENGTH);
    int head = length == null ? body.length : headLength(length, body.length);
    JsonNode root;
    try {
      root = JSON.readTree(body, 0, head);
    } catch (JsonProcessingException e) {
      throw new IOException("unreadable JSON", e);
    }
    int at = head;
    for (JsonNode output : root.path("outputs")) {
      JsonNode raw = output.path("parameters").path("binary_data_size");
      int size = raw.isInt() ? raw.intValue() : 0;
      if (size < 0 || size > body.length - at) {
        throw new IOException("fewer bytes than it says");
      }
      if (output.path("name").asText().equals(model.output())) {
        requireFloats(output);
        return raw.isInt()
            ? top.answer(response.body().getBytes(at, at + size), ByteOrder.LITTLE_ENDIAN)
            : top.answer(written(output.path("data")));
      }
      at += size;
    }
    throw new IOException("no output " + model.output());
  }

  private static int headLength(String length, int most) throws IOException {
    if (!length.matches("[0-9]{1,9}") || Integer.parseInt(length) > most) {
      throw new IOException("an impossible " + HEAD_LENGTH);
    }
    return Integer.parseInt(length);
  }

  private static void requireFloats(JsonNode output) throws IOException {
    if (!output.path("datatype").asText().equals("FP32")) {
      throw new IOException("an output that is not FP32");
    }
  }

  /** Flat, or in rows as the shape has them. */
  private float[] written(JsonNode data) throws IOException {
    JsonNode row = data;
    while (row.size() == 1 && row.path(0).isArray()) {
      row = row.path(0);
    }
    if (!row.isArray() || row.size() != top.classes()) {
      throw new IOException("an answer of the wrong size");
    }
    float[] values = new float[row.size()];
    for (int i = 0; i < values.length; i++) {
      if (!row.path(i).isNumber()) {
        throw new IOException("an answer that is not a number");
      }
      values[i] = row.path(i).floatValue();
    }
    return values;
  }

  @Override
  public String problem(PeerHttp.Response response) {
    String status = "HTTP " + response.status();
    try {
      String text = response.body().toString(StandardCharsets.UTF_8);
      String error = JSON.readTree(text).path("error").asText("");
      boolean fits = !error.isBlank() && error.length() <= LONGEST_ERROR;
      return fits ? status + " " + error.strip() : status;
    } catch (JsonProcessingException e) {
      return status; // a proxy's page, or nothing: the status says enough
    }
  }
}
