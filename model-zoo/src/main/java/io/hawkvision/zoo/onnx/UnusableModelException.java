package io.hawkvision.zoo.onnx;

/**
 * An ONNX file that is damaged, hostile or beyond what its reader knows. The message says where.
 */
public final class UnusableModelException extends Exception {
  private static final long serialVersionUID = 1;

  public UnusableModelException(String message) {
    super(message);
  }

  UnusableModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
