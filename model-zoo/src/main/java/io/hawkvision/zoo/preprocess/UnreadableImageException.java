package io.hawkvision.zoo.preprocess;

/** The bytes are no picture we accept. Expected and frequent: carries no stack. */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** Neither JPEG nor PNG, or a kind of them that no camera sends. */
    UNSUPPORTED,
    /** Begins like a picture, then breaks its format or stops early. */
    MALFORMED,
    /** More bytes, a longer side or more pixels than the limits. */
    TOO_LARGE
  }

  private final Reason reason;

  public UnreadableImageException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
