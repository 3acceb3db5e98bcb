package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.ImageInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Posts tensors to DJL Serving's {@code /predictions/MODEL} as {@code tensor/ndlist}, the form its
 * default translator takes and gives. {@link #post} may be called from any thread.
 */
final class DjlPoster implements PeerPoster {
  private static final String NDLIST = "tensor/ndlist";
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", NDLIST, "Accept", NDLIST);

  private final ClientLoop loop;
  private final PeerHttp http;
  private final PeerUrl url;
  private final InputTensors tensors;
  private final List<Long> shape;
  private final Reading reading;

  private DjlPoster(ClientLoop loop, PeerHttp http, PeerUrl url, Family family) {
    ImageInput input = family.edge().input();
    this.loop = loop;
    this.http = http;
    this.url = url;
    this.tensors =
        new InputTensors(input, new TensorForm(TensorForm.Numbers.FP32, input.format().layout()));
    this.shape = PeerModel.shape(input.format().layout(), input);
    this.reading = new Reading(new TopLabel(family));
  }

  /** The server must be up; it does not tell what a model takes. Blocks the caller. */
  static DjlPoster open(PeerUrl url, Family family, HttpPoster.Limits limits, NanoClock clock)
      throws IOException {
    if (family.edge().input().format().type() != ElementType.FLOAT) {
      throw new IOException("only float networks are driven over DJL");
    }
    ClientLoop loop = new ClientLoop(limits, clock);
    try {
      PeerHttp http = new PeerHttp(loop, url);
      http.get("/ping");
      return new DjlPoster(loop, http, url, family);
    } catch (IOException | RuntimeException e) {
      loop.close();
      throw e;
    }
  }

  @Override
  public LabelledFrame prepare(LabelledFrame frame) throws IOException {
    return new LabelledFrame(
        frame.name(), frame.label(), frame.group(), NdList.ofFloats(shape, tensors.of(frame)));
  }

  @Override
  public boolean preparesTensors() {
    return true;
  }

  @Override
  public void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done) {
    String path = "/predictions/" + url.model();
    http.post(new PeerHttp.Message(path, HEADERS, List.of(frame.picture())), reading, done);
  }

  @Override
  public void close() {
    loop.close();
  }

  /** DJL Serving's answers; its problems say no more than their status in a stable way. */
  private record Reading(TopLabel top) implements PeerHttp.Reading {
    @Override
    public Answer answer(PeerHttp.Response response) throws IOException {
      NdList.Raw raw = NdList.first(response.body());
      if (!raw.datatype().equals("FLOAT32")) {
        throw new IOException("an output that is not FLOAT32");
      }
      return top.answer(raw.numbers().getBytes(), raw.order());
    }

    @Override
    public String problem(PeerHttp.Response response) {
      return "HTTP " + response.status();
    }
  }
}
