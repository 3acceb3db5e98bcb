package io.hawkvision.dc.answer;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.hawkvision.dc.intake.Outcome;
import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.intake.ReplyStream;
import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.EdgeMessage;
import io.vertx.core.Future;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerResponse;

/**
 * The way back over one gRPC stream, on its event loop. At most {@code maxPending} messages wait
 * for the edge to read; more are dropped, because the edge's own deadline covers a lost answer.
 */
public final class GrpcReplies implements ReplyStream {
  private final GrpcServerResponse<EdgeMessage, DcMessage> response;
  private final Messages messages;
  private final int maxPending;
  private int pending;
  private int droppedInARow;
  private boolean ended;

  public GrpcReplies(
      GrpcServerResponse<EdgeMessage, DcMessage> response, Messages messages, int maxPending) {
    this.response = requireNonNull(response, "response");
    this.messages = requireNonNull(messages, "messages");
    this.maxPending = maxPending;
  }

  @Override
  public void welcome() {
    write(messages.welcome());
  }

  @Override
  public boolean send(PendingFrame frame, Outcome outcome) {
    return write(messages.outcome(frame, outcome));
  }

  @Override
  public boolean refuse(ByteString requestId, Outcome.Refused refused) {
    return write(Messages.refusal(requestId, refused));
  }

  @Override
  public boolean stalled() {
    return droppedInARow >= maxPending;
  }

  @Override
  public void end(Ending ending) {
    if (ended) {
      return;
    }
    ended = true;
    if (ending == Ending.NOT_READING) {
      response.cancel(); // a status would only queue behind what is not read
      return;
    }
    try {
      Future<Void> written = response.status(status(ending)).statusMessage(ending.name()).end();
      written.onFailure(gone -> response.cancel());
    } catch (IllegalStateException e) {
      response.cancel(); // the peer reset the stream first; nobody is left to tell
    }
  }

  private boolean write(DcMessage message) {
    if (ended || pending >= maxPending) {
      droppedInARow++;
      return false;
    }
    Future<Void> written;
    try {
      written = response.write(message);
    } catch (IllegalStateException e) {
      return false; // the peer reset the stream first; the caller counts the loss
    }
    pending++;
    written.onComplete(
        done -> {
          pending--;
          droppedInARow = 0;
        });
    return true;
  }

  private static GrpcStatus status(Ending ending) {
    return switch (ending) {
      case DONE -> GrpcStatus.OK;
      case HELLO_EXPECTED, HELLO_TWICE, NOT_A_MESSAGE -> GrpcStatus.INVALID_ARGUMENT;
      case WRONG_PROTOCOL -> GrpcStatus.FAILED_PRECONDITION;
      case MESSAGE_TOO_LARGE, TOO_MANY_STREAMS, NOT_READING -> GrpcStatus.RESOURCE_EXHAUSTED;
      case COMPRESSED -> GrpcStatus.UNIMPLEMENTED;
      case NO_HELLO_IN_TIME -> GrpcStatus.DEADLINE_EXCEEDED;
      case NOT_READY, STOPPING -> GrpcStatus.UNAVAILABLE;
    };
  }
}
