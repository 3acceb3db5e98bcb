package io.hawkvision.zoo.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;

/** The process's one ONNX Runtime environment: no telemetry, warnings only. Never closed. */
final class OrtRuntime {
  private static final OrtEnvironment ENVIRONMENT = create();

  private OrtRuntime() {}

  static OrtEnvironment environment() {
    return ENVIRONMENT;
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
