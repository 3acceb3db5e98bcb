package io.hawkvision.dc.intake;

import com.google.protobuf.ByteString;

/** The way back to one edge, on the event loop of its stream. */
public interface ReplyStream {
  /** The handshake's second half: what this node runs. */
  void welcome();

  /** False if the edge reads too slowly: the outcome is dropped. */
  boolean send(PendingFrame frame, Outcome outcome);

  /** As {@link #send(PendingFrame, Outcome)}, for what never became a frame. */
  boolean refuse(ByteString requestId, Outcome.Refused refused);

  /** True when so much was dropped in a row that the edge cannot be reading at all. */
  boolean stalled();

  /** Ends the stream; later calls of any kind do nothing. */
  void end(Ending ending);

  /** Why a stream ends. */
  enum Ending {
    DONE,
    HELLO_EXPECTED,
    HELLO_TWICE,
    WRONG_PROTOCOL,
    NOT_A_MESSAGE,
    MESSAGE_TOO_LARGE,
    COMPRESSED,
    TOO_MANY_STREAMS,
    NO_HELLO_IN_TIME,
    NOT_READING,
    NOT_READY,
    STOPPING
  }
}
