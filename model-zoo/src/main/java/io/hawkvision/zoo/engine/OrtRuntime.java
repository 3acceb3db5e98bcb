package io.hawkvision.zoo.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.hawkvision.zoo.engine.NativeHandles.Kind;

/** The process's one ONNX Runtime environment: no telemetry, warnings only. Never closed. */
final class OrtRuntime {
  private static final OrtEnvironment ENVIRONMENT = create();

  private OrtRuntime() {}

  static OrtEnvironment environment() {
    return ENVIRONMENT;
  }

  /**
   * Opens a session whose runs stay on {@code threads} threads and never spin.
   *
   * @param name what messages call the network
   */
  static OrtSession session(String name, byte[] model, int threads) throws EngineException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      OrtSession opened = ENVIRONMENT.createSession(model, options);
      NativeHandles.opened(Kind.ORT_SESSION);
      return opened;
    } catch (OrtException refused) {
      throw new EngineException(name + ": not a network ONNX Runtime takes", refused);
    }
  }

  private static OrtEnvironment create() {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "hawkvision");
    try {
      environment.setTelemetry(false);
    } catch (OrtException refused) {
      throw new IllegalStateException("ONNX Runtime keeps its telemetry on", refused);
    }
    return environment;
  }
}
