package io.hawkvision.loadgen.peer;

import io.hawkvision.proto.oip.ModelInferRequest;
import io.hawkvision.proto.oip.ModelInferResponse;
import io.hawkvision.proto.oip.ModelMetadataRequest;
import io.hawkvision.proto.oip.ModelMetadataResponse;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A gRPC server of the Open Inference Protocol with one model {@code m}. */
final class FakeGrpcPeer implements AutoCloseable {
  /** Answers one inference. */
  interface Behaviour {
    void answer(GrpcServerRequest<ModelInferRequest, ModelInferResponse> call);
  }

  private static final ServiceName SERVICE =
      ServiceName.create("inference", "GRPCInferenceService");
  private static final ServiceMethod<ModelMetadataRequest, ModelMetadataResponse> METADATA =
      ServiceMethod.server(
          SERVICE,
          "ModelMetadata",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(ModelMetadataRequest.getDefaultInstance()));
  private static final ServiceMethod<ModelInferRequest, ModelInferResponse> INFER =
      ServiceMethod.server(
          SERVICE,
          "ModelInfer",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(ModelInferRequest.getDefaultInstance()));

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final ConcurrentLinkedQueue<ModelInferRequest> seen = new ConcurrentLinkedQueue<>();

  FakeGrpcPeer(List<Long> shape, Behaviour behaviour) {
    GrpcServer grpc = GrpcServer.server(vertx);
    grpc.callHandler(METADATA, call -> call.handler(asked -> describe(call, asked, shape)));
    grpc.callHandler(
        INFER,
        call ->
            call.handler(
                asked -> {
                  seen.add(asked);
                  behaviour.answer(call);
                }));
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(grpc)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
  }

  private static void describe(
      GrpcServerRequest<ModelMetadataRequest, ModelMetadataResponse> call,
      ModelMetadataRequest asked,
      List<Long> shape) {
    if (!asked.getName().equals("m")) {
      call.response().status(GrpcStatus.NOT_FOUND).end();
      return;
    }
    call.response()
        .end(
            ModelMetadataResponse.newBuilder()
                .setName("m")
                .addInputs(tensor("input", shape))
                .addOutputs(tensor("logits", List.of(-1L, 20L)))
                .build());
  }

  private static ModelMetadataResponse.TensorMetadata.Builder tensor(
      String name, List<Long> shape) {
    return ModelMetadataResponse.TensorMetadata.newBuilder()
        .setName(name)
        .setDatatype("FP32")
        .addAllShape(shape);
  }

  String url(String model) {
    return "oip+grpc://127.0.0.1:" + server.actualPort() + "/" + model;
  }

  List<ModelInferRequest> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
