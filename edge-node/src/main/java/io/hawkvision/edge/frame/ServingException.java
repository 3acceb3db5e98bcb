package io.hawkvision.edge.frame;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Why a frame gets no answer. Expected and hot, hence stackless; only {@link Internal} carries a
 * cause. The message is written for the caller.
 */
public abstract sealed class ServingException extends RuntimeException {
  private ServingException(String detail) {
    super(requireNonNull(detail, "detail"), null, false, false);
  }

  private ServingException(String detail, Throwable cause) {
    super(requireNonNull(detail, "detail"), cause, false, false);
  }

  /** The bytes are not a picture that can be decoded. */
  public static final class MalformedFrame extends ServingException {
    public MalformedFrame(String detail) {
      super(detail);
    }
  }

  /** Neither JPEG nor PNG, or not what the content type says. */
  public static final class UnsupportedMedia extends ServingException {
    public UnsupportedMedia(String detail) {
      super(detail);
    }
  }

  /** More bytes or more pixels than the node takes. */
  public static final class FrameTooLarge extends ServingException {
    public FrameTooLarge(String detail) {
      super(detail);
    }
  }

  /** One rejected query parameter or header. */
  public record ParameterError(String parameter, String detail) {
    public ParameterError {
      requireNonNull(parameter, "parameter");
      requireNonNull(detail, "detail");
    }
  }

  /** The request was understood and is not permitted; names everything that is wrong at once. */
  public static final class InvalidParameter extends ServingException {
    private final transient List<ParameterError> errors;

    public InvalidParameter(List<ParameterError> errors) {
      super(errors.size() == 1 ? errors.get(0).detail() : errors.size() + " parameters are wrong");
      this.errors = List.copyOf(errors);
    }

    public List<ParameterError> errors() {
      return errors;
    }
  }

  /** No such family here. */
  public static final class UnknownFamily extends ServingException {
    public UnknownFamily(String detail) {
      super(detail);
    }
  }

  /** No policy reaches the target; says the highest value that is certified. */
  public static final class TargetUnattainable extends ServingException {
    private final double maxCertified;

    public TargetUnattainable(String detail, double maxCertified) {
      super(detail);
      this.maxCertified = maxCertified;
    }

    public double maxCertified() {
      return maxCertified;
    }
  }

  /** A bounded resource is full. */
  public static final class Overloaded extends ServingException {
    public Overloaded(String detail) {
      super(detail);
    }
  }

  /** The node is up, its networks are not loaded yet. */
  public static final class ModelWarming extends ServingException {
    public ModelWarming() {
      super("The networks are still being loaded.");
    }
  }

  /** The engine failed on a frame that was well formed. */
  public static final class EngineUnavailable extends ServingException {
    public EngineUnavailable(Throwable cause) {
      super("The inference engine failed.", cause);
    }
  }

  /** The budget ran out before there was any answer. */
  public static final class DeadlineExceeded extends ServingException {
    private final Stage stage;

    public DeadlineExceeded(Stage stage) {
      super("The deadline passed in stage '" + stage.label() + "', before any answer existed.");
      this.stage = stage;
    }

    public Stage stage() {
      return stage;
    }
  }

  /** No such resource. */
  public static final class NotFound extends ServingException {
    public NotFound(String path) {
      super("There is nothing at " + path + ".");
    }
  }

  /** The resource exists and does not take this method. */
  public static final class MethodNotAllowed extends ServingException {
    private final String allowed;

    public MethodNotAllowed(String allowed) {
      super("Only " + allowed + " is allowed here.");
      this.allowed = allowed;
    }

    public String allowed() {
      return allowed;
    }
  }

  /** The bytes were no HTTP request. */
  public static final class MalformedRequest extends ServingException {
    public MalformedRequest(String detail) {
      super(detail);
    }
  }

  /** Our bug. The cause goes to the log, never to the caller. */
  public static final class Internal extends ServingException {
    public Internal(Throwable cause) {
      super("The node failed on this request; its log names the id.", cause);
    }
  }
}
