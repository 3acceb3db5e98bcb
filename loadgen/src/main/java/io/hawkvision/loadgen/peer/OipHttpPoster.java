package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Posts to an Open Inference Protocol v2 server over HTTP: raw tensors behind JSON, or JPEG as the
 * one element of a BYTES tensor. {@link #post} may be called from any thread.
 */
final class OipHttpPoster implements PeerPoster {
  private final ClientLoop loop;
  private final PeerHttp http;
  private final String path;
  private final OipHttpMessages messages;
  private final Optional<InputTensors> tensors;

  private OipHttpPoster(
      ClientLoop loop,
      PeerHttp http,
      String path,
      OipHttpMessages messages,
      Optional<InputTensors> tensors) {
    this.loop = loop;
    this.http = http;
    this.path = path;
    this.messages = messages;
    this.tensors = tensors;
  }

  /** Asks the server what the model takes; blocks the caller. */
  static OipHttpPoster open(PeerUrl url, Family family, HttpPoster.Limits limits, NanoClock clock)
      throws IOException {
    ClientLoop loop = new ClientLoop(limits, clock);
    try {
      PeerHttp http = new PeerHttp(loop, url);
      String path = "/v2/models/" + url.model();
      ModelMetadata said = ModelMetadata.read(http.get(path));
      PeerModel model =
          url.pictures() ? PeerModel.ofPictures(said, family) : PeerModel.of(said, family);
      String datatype = url.pictures() ? "BYTES" : model.form().numbers().name();
      Optional<InputTensors> tensors =
          url.pictures()
              ? Optional.empty()
              : Optional.of(new InputTensors(family.edge().input(), model.form()));
      var messages = new OipHttpMessages(model, datatype, new TopLabel(family));
      return new OipHttpPoster(loop, http, path + "/infer", messages, tensors);
    } catch (IOException | RuntimeException e) {
      loop.close();
      throw e;
    }
  }

  @Override
  public LabelledFrame prepare(LabelledFrame frame) throws IOException {
    Buffer raw;
    if (tensors.isPresent()) {
      raw = Buffer.buffer(tensors.get().of(frame));
    } else {
      raw = Buffer.buffer(frame.bytes() + Integer.BYTES);
      raw.appendIntLE(frame.bytes()).appendBuffer(frame.picture());
    }
    return new LabelledFrame(frame.name(), frame.label(), frame.group(), raw);
  }

  @Override
  public boolean preparesTensors() {
    return tensors.isPresent();
  }

  @Override
  public void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done) {
    Buffer head = messages.head(frame.bytes());
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/octet-stream",
            OipHttpMessages.HEAD_LENGTH,
            Integer.toString(head.length()));
    http.post(new PeerHttp.Message(path, headers, List.of(head, frame.picture())), messages, done);
  }

  @Override
  public void close() {
    loop.close();
  }
}
