package io.hawkvision.dc.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.hawkvision.dc.Fixtures;
import io.hawkvision.dc.intake.Outcome.Refusal;
import io.hawkvision.dc.intake.ReplyStream.Ending;
import io.hawkvision.dc.observe.DcMeters;
import io.hawkvision.dc.observe.FrameOutcome;
import io.hawkvision.proto.Cancel;
import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.proto.Hello;
import io.hawkvision.zoo.preprocess.ImageLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EdgeStreamTest {
  private final DcMeters meters = new DcMeters();
  private final Replies replies = new Replies();
  private final Door door = new Door();
  private int closings;
  private final EdgeStream stream =
      new EdgeStream(
          new EdgeStream.Shared(
              new EscalationCheck(Fixtures.catalogue(), ImageLimits.DEFAULT),
              door,
              meters,
              () -> 1_000),
          replies,
          Runnable::run,
          () -> closings++);

  @AfterEach
  void closeMeters() {
    meters.close();
  }

  private static EdgeMessage hello(int protocol) {
    return EdgeMessage.newBuilder()
        .setHello(Hello.newBuilder().setNode("edge-1").setProtocol(protocol))
        .build();
  }

  private static EdgeMessage escalation(long id) {
    return EdgeMessage.newBuilder().setEscalation(Fixtures.escalation(id)).build();
  }

  private static EdgeMessage cancel(long id) {
    ByteString bytes = new FrameId(0, id).toByteString();
    return EdgeMessage.newBuilder().setCancel(Cancel.newBuilder().setRequestId(bytes)).build();
  }

  private static Outcome computed() {
    return new Outcome.Computed(List.of(1f), new Outcome.Durations(1, 2, 3), 1, Optional.empty());
  }

  private void open() {
    stream.accept(hello(1));
  }

  @Test
  void accept_helloFirst_isWelcomed() {
    open();
    assertThat(replies.said).containsExactly("welcome");
    assertThat(replies.ending).isEmpty();
  }

  @Test
  void accept_anythingElseFirst_endsTheStream() {
    stream.accept(escalation(1));
    assertThat(replies.ending).contains(Ending.HELLO_EXPECTED);
    assertThat(closings).isEqualTo(1);
    assertThat(door.offered).isEmpty();
  }

  @Test
  void accept_anotherProtocol_endsTheStream() {
    stream.accept(hello(2));
    assertThat(replies.ending).contains(Ending.WRONG_PROTOCOL);
  }

  @Test
  void accept_helloTwice_endsTheStream() {
    open();
    open();
    assertThat(replies.ending).contains(Ending.HELLO_TWICE);
  }

  @Test
  void accept_emptyMessage_endsTheStream() {
    open();
    stream.accept(EdgeMessage.getDefaultInstance());
    assertThat(replies.ending).contains(Ending.NOT_A_MESSAGE);
  }

  @Test
  void helloTimedOut_beforeHello_endsTheStreamAndLaterDoesNothing() {
    open();
    stream.helloTimedOut();
    assertThat(replies.ending).isEmpty();
  }

  @Test
  void helloTimedOut_noHello_endsTheStream() {
    stream.helloTimedOut();
    assertThat(replies.ending).contains(Ending.NO_HELLO_IN_TIME);
  }

  @Test
  void accept_escalation_startsItsBudgetOnReceiptAndIsAnsweredOnce() {
    open();
    stream.accept(escalation(1));
    PendingFrame frame = door.offered.get(0);
    assertThat(frame.arrivedAtNanos()).isEqualTo(1_000);
    assertThat(frame.deadlineAtNanos()).isEqualTo(1_000 + Fixtures.BUDGET_MICROS * 1_000L);
    frame.settle(computed());
    assertThat(replies.said).containsExactly("welcome", "computed 1");
    assertThat(meters.frames(FrameOutcome.ANSWERED)).isEqualTo(1);
    assertThat(stream.inFlight()).isZero();
  }

  @Test
  void accept_unsoundEscalation_isRefusedAndTheStreamGoesOn() {
    open();
    stream.accept(
        EdgeMessage.newBuilder()
            .setEscalation(Fixtures.escalation(1).toBuilder().setVersion(9))
            .build());
    assertThat(replies.refused).containsExactly(Refusal.UNKNOWN_VERSION);
    assertThat(meters.frames(FrameOutcome.UNKNOWN_VERSION)).isEqualTo(1);
    assertThat(replies.ending).isEmpty();
  }

  @Test
  void accept_fullQueue_isRefusedAtOnceAndTheIdIsFreeAgain() {
    open();
    door.open = false;
    stream.accept(escalation(1));
    assertThat(replies.refused).containsExactly(Refusal.OVERLOADED);
    door.open = true;
    stream.accept(escalation(1));
    assertThat(door.offered).hasSize(1);
    assertThat(meters.frames(FrameOutcome.OVERLOADED)).isEqualTo(1);
  }

  @Test
  void accept_idThatIsInFlight_isRefusedAndTheFirstStillAnswered() {
    open();
    stream.accept(escalation(1));
    stream.accept(escalation(1));
    assertThat(replies.refused).containsExactly(Refusal.BAD_PAYLOAD);
    assertThat(meters.frames(FrameOutcome.DUPLICATE)).isEqualTo(1);
    door.offered.get(0).settle(computed());
    assertThat(replies.said).contains("computed 1");
  }

  @Test
  void accept_cancelOfAQueuedFrame_takesItOutOfTheQueue() {
    open();
    stream.accept(escalation(1));
    stream.accept(cancel(1));
    assertThat(door.forgotten).isEqualTo(door.offered);
    assertThat(door.offered.get(0).claim()).isFalse();
    assertThat(meters.frames(FrameOutcome.CANCELLED)).isEqualTo(1);
  }

  @Test
  void accept_cancelOfAFrameBeingComputed_dropsItsAnswerAndCountsItOnce() {
    open();
    stream.accept(escalation(1));
    PendingFrame frame = door.offered.get(0);
    assertThat(frame.claim()).isTrue();
    stream.accept(cancel(1));
    frame.settle(computed());
    assertThat(replies.said).containsExactly("welcome");
    assertThat(meters.frames(FrameOutcome.CANCELLED)).isEqualTo(1);
    assertThat(meters.frames(FrameOutcome.ANSWERED)).isZero();
    assertThat(door.forgotten).isEmpty();
  }

  @Test
  void accept_idUsedAgainAfterCancel_doesNotGetTheOldAnswer() {
    open();
    stream.accept(escalation(1));
    assertThat(door.offered.get(0).claim()).isTrue();
    stream.accept(cancel(1));
    stream.accept(escalation(1));
    door.offered.get(0).settle(computed());
    assertThat(replies.said).containsExactly("welcome");
    assertThat(stream.inFlight()).isEqualTo(1);
  }

  @Test
  void accept_cancelOfAnUnknownId_isIgnored() {
    open();
    stream.accept(cancel(42));
    assertThat(replies.ending).isEmpty();
    assertThat(meters.frames(FrameOutcome.CANCELLED)).isZero();
  }

  @Test
  void broken_framesInFlight_areWithdrawnAndCounted() {
    open();
    stream.accept(escalation(1));
    stream.accept(escalation(2));
    stream.broken("reset");
    assertThat(door.forgotten).hasSize(2);
    assertThat(door.offered).noneMatch(PendingFrame::claim);
    assertThat(meters.frames(FrameOutcome.STREAM_CLOSED)).isEqualTo(2);
    assertThat(replies.ending).isEmpty();
    stream.broken("again");
    assertThat(closings).isEqualTo(1);
  }

  @Test
  void deliver_edgeReadsTooSlowly_isCountedAsUndelivered() {
    open();
    stream.accept(escalation(1));
    replies.full = true;
    door.offered.get(0).settle(computed());
    assertThat(meters.frames(FrameOutcome.UNDELIVERED)).isEqualTo(1);
    assertThat(meters.frames(FrameOutcome.ANSWERED)).isZero();
  }

  @Test
  void deliver_edgeDoesNotReadAtAll_endsTheStream() {
    open();
    stream.accept(escalation(1));
    stream.accept(escalation(2));
    replies.full = true;
    replies.stalled = true;
    door.offered.get(0).settle(computed());
    assertThat(replies.ending).contains(Ending.NOT_READING);
    assertThat(meters.frames(FrameOutcome.UNDELIVERED)).isEqualTo(1);
    assertThat(meters.frames(FrameOutcome.STREAM_CLOSED)).isEqualTo(1);
  }

  @Test
  void finish_framesInFlight_endsAfterTheLastAnswer() {
    open();
    stream.accept(escalation(1));
    stream.finish();
    assertThat(replies.ending).isEmpty();
    door.offered.get(0).settle(computed());
    assertThat(replies.ending).contains(Ending.DONE);
  }

  /** Remembers what the edge would be told. */
  private static final class Replies implements ReplyStream {
    private final List<String> said = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private Optional<Ending> ending = Optional.empty();
    private boolean full;
    private boolean stalled;

    @Override
    public void welcome() {
      said.add("welcome");
    }

    @Override
    public boolean send(PendingFrame frame, Outcome outcome) {
      if (!full) {
        said.add("computed " + frame.id().low());
      }
      return !full;
    }

    @Override
    public boolean refuse(ByteString requestId, Outcome.Refused outcome) {
      refused.add(outcome.refusal());
      return !full;
    }

    @Override
    public boolean stalled() {
      return stalled;
    }

    @Override
    public void end(Ending reason) {
      ending = Optional.of(reason);
    }
  }

  /** A queue of which the test is the worker. */
  private static final class Door implements Admission {
    private final List<PendingFrame> offered = new ArrayList<>();
    private final List<PendingFrame> forgotten = new ArrayList<>();
    private boolean open = true;

    @Override
    public boolean offer(PendingFrame frame) {
      return open && offered.add(frame);
    }

    @Override
    public void forget(PendingFrame frame) {
      forgotten.add(frame);
    }
  }

  @Test
  void logText_controlCharacters_areReplacedAndTheRestIsCut() {
    char[] letters = new char[100];
    Arrays.fill(letters, 'x');
    assertThat(LogText.of("a\nb c\u0000\u00e9")).isEqualTo("a?b?c??");
    assertThat(LogText.of(new String(letters))).hasSize(64);
  }
}
