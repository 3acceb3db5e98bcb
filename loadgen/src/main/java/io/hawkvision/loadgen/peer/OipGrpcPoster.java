package io.hawkvision.loadgen.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.proto.oip.ModelInferRequest;
import io.hawkvision.proto.oip.ModelInferResponse;
import io.hawkvision.proto.oip.ModelInferResponse.InferOutputTensor;
import io.hawkvision.proto.oip.ModelMetadataRequest;
import io.hawkvision.proto.oip.ModelMetadataResponse;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Posts raw tensors to an Open Inference Protocol v2 server over gRPC, all on one HTTP/2 connection
 * in the clear. {@link #post} may be called from any thread.
 */
final class OipGrpcPoster implements PeerPoster {
  private static final ServiceName SERVICE =
      ServiceName.create("inference", "GRPCInferenceService");
  private static final ServiceMethod<ModelMetadataResponse, ModelMetadataRequest> METADATA =
      ServiceMethod.client(
          SERVICE,
          "ModelMetadata",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(ModelMetadataResponse.getDefaultInstance()));
  private static final ServiceMethod<ModelInferResponse, ModelInferRequest> INFER =
      ServiceMethod.client(
          SERVICE,
          "ModelInfer",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(ModelInferResponse.getDefaultInstance()));

  private final Connection connection;
  private final PeerModel model;
  private final InputTensors tensors;
  private final TopLabel top;
  private final ModelInferRequest withoutTensor;

  /** The loop, the client on it, and whom it calls. */
  private record Connection(ClientLoop loop, GrpcClient client, SocketAddress address) {
    static Connection to(PeerUrl url, ClientLoop loop) {
      HttpClientOptions options =
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false)
              .setTcpNoDelay(true)
              .setConnectTimeout(loop.connectMillis());
      return new Connection(
          loop,
          GrpcClient.client(loop.vertx(), options),
          SocketAddress.inetSocketAddress(url.port(), url.host()));
    }

    private <Q, A> Future<GrpcClientRequest<Q, A>> request(ServiceMethod<A, Q> method) {
      return client.request(address, method);
    }
  }

  private OipGrpcPoster(Connection connection, PeerUrl url, Family family, PeerModel model) {
    this.connection = connection;
    this.model = model;
    this.tensors = new InputTensors(family.edge().input(), model.form());
    this.top = new TopLabel(family);
    this.withoutTensor =
        ModelInferRequest.newBuilder()
            .setModelName(url.model())
            .addInputs(
                ModelInferRequest.InferInputTensor.newBuilder()
                    .setName(model.input())
                    .setDatatype(model.form().numbers().name())
                    .addAllShape(model.shape()))
            .addOutputs(
                ModelInferRequest.InferRequestedOutputTensor.newBuilder().setName(model.output()))
            .build();
  }

  /** Asks the server what the model takes; blocks the caller. */
  static OipGrpcPoster open(PeerUrl url, Family family, HttpPoster.Limits limits, NanoClock clock)
      throws IOException {
    ClientLoop loop = new ClientLoop(limits, clock);
    try {
      Connection connection = Connection.to(url, loop);
      ModelMetadataRequest asked = ModelMetadataRequest.newBuilder().setName(url.model()).build();
      ModelMetadataResponse said =
          loop.await(
              () ->
                  connection
                      .request(METADATA)
                      .compose(request -> request.send(asked))
                      .compose(GrpcClientResponse::last));
      PeerModel model = PeerModel.of(ModelMetadata.of(said), family);
      return new OipGrpcPoster(connection, url, family, model);
    } catch (IOException | RuntimeException e) {
      loop.close();
      throw e;
    }
  }

  @Override
  public LabelledFrame prepare(LabelledFrame frame) throws IOException {
    return new LabelledFrame(
        frame.name(), frame.label(), frame.group(), Buffer.buffer(tensors.of(frame)));
  }

  @Override
  public boolean preparesTensors() {
    return true;
  }

  @Override
  public void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done) {
    connection.loop().run(() -> start(frame, new PendingReply(connection.loop(), done)));
  }

  private void start(LabelledFrame frame, PendingReply pending) {
    ByteString raw = UnsafeByteOperations.unsafeWrap(frame.picture().getBytes());
    ModelInferRequest message = withoutTensor.toBuilder().addRawInputContents(raw).build();
    connection
        .request(INFER)
        .compose(request -> send(request, message, pending))
        .compose(GrpcClientResponse::last)
        .onSuccess(response -> read(response, pending))
        .onFailure(failure -> pending.failed(ClientLoop.cause(failure)));
  }

  private static Future<GrpcClientResponse<ModelInferRequest, ModelInferResponse>> send(
      GrpcClientRequest<ModelInferRequest, ModelInferResponse> request,
      ModelInferRequest message,
      PendingReply pending) {
    if (!pending.isOpen()) {
      request.cancel();
      return Future.failedFuture("given up");
    }
    pending.onGivingUp(request::cancel);
    return request.send(message);
  }

  private void read(ModelInferResponse response, PendingReply pending) {
    try {
      pending.answered(answer(response));
    } catch (IOException e) {
      pending.failed("gRPC OK with " + e.getMessage());
    }
  }

  private Answer answer(ModelInferResponse response) throws IOException {
    for (int i = 0; i < response.getOutputsCount(); i++) {
      InferOutputTensor output = response.getOutputs(i);
      if (!output.getName().equals(model.output())) {
        continue;
      }
      if (!output.getDatatype().equals("FP32")) {
        throw new IOException("an output that is not FP32");
      }
      return i < response.getRawOutputContentsCount()
          ? top.answer(response.getRawOutputContents(i).toByteArray(), ByteOrder.LITTLE_ENDIAN)
          : top.answer(written(output));
    }
    throw new IOException("no output " + model.output());
  }

  private static float[] written(InferOutputTensor output) {
    float[] values = new float[output.getContents().getFp32ContentsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = output.getContents().getFp32Contents(i);
    }
    return values;
  }

  @Override
  public void close() {
    connection.loop().close();
  }
}
