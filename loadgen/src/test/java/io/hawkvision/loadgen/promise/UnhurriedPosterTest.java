package io.hawkvision.loadgen.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(20)
class UnhurriedPosterTest {
  private static final int MOST = 2;
  private static final AskedTarget TARGET = AskedTarget.accuracy(0.9);
  private static final LabelledFrame FRAME = new LabelledFrame("f", "x", 0, Buffer.buffer("1"));

  private final BlockingQueue<Consumer<Reply>> underWay = new LinkedBlockingQueue<>();
  private final List<Reply> replies = new CopyOnWriteArrayList<>();
  private final UnhurriedPoster poster =
      new UnhurriedPoster((frame, target, done) -> underWay.add(done), MOST, NanoClock.SYSTEM);

  private void post() {
    poster.post(FRAME, TARGET, replies::add);
  }

  @Test
  void post_manyFrames_neverHasMoreThanTheBoundUnderWay() throws Exception {
    Thread sender =
        new Thread(
            () -> {
              for (int i = 0; i < 50; i++) {
                post();
              }
            });
    sender.start();
    for (int i = 0; i < 50; i++) {
      Consumer<Reply> done = underWay.take();
      assertThat(underWay.size()).isLessThan(MOST);
      done.accept(new Reply.Failed(i, "x"));
    }
    sender.join();
    assertThat(replies).hasSize(50);
  }

  @Test
  void post_interruptedWhileItWaits_endsTheFrameAndKeepsTheInterrupt() {
    post();
    post();
    Thread.currentThread().interrupt();
    post();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(replies)
        .singleElement()
        .isInstanceOfSatisfying(
            Reply.Failed.class, failed -> assertThat(failed.cause()).isEqualTo("interrupted"));
    assertThat(underWay).hasSize(MOST);
  }
}
