package io.hawkvision.loadgen.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.source.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LinkQueueTest {
  private static final long MILLI = 1_000_000;
  private static final Duration LENGTH = Duration.ofSeconds(20);

  private static LinkQueue queue(String link, long seed) throws InvalidInputException {
    return new LinkQueue(LinkProfile.of(link), seed, 0, LENGTH);
  }

  @Test
  void onePacket_takesItsTimeOnTheWireAndTheDelay() throws InvalidInputException {
    LinkQueue queue = queue("rate=10,delay=20", 1);
    assertThat(queue.offer(0, 1250)).isEqualTo(21 * MILLI); // 1 ms to send, 20 ms to travel
    assertThat(queue.offer(0, 1250)).isEqualTo(22 * MILLI); // behind the first
    assertThat(queue.offer(100 * MILLI, 1250)).isEqualTo(121 * MILLI);
  }

  @Test
  void queue_holdsTwoHundredMillisecondsAndDropsTheTail() throws InvalidInputException {
    LinkQueue queue = queue("rate=8,delay=0", 1);
    long dropped = 0;
    for (int i = 0; i < 1000; i++) {
      dropped += queue.offer(0, 1000) == LinkQueue.QUEUE_DROP ? 1 : 0;
      assertThat(queue.waitingBytes()).isLessThanOrEqualTo(200_000);
    }
    assertThat(dropped).isEqualTo(800); // 200 ms at 8 Mbit/s are 200,000 bytes
    assertThat(queue.offer(300 * MILLI, 1000)).isEqualTo(301 * MILLI);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lan", "wifi", "lte", "lte-poor", "satellite"})
  void packets_neverOvertake_andOneSeedIsOneCourse(String link) throws InvalidInputException {
    LinkQueue first = queue(link, 5);
    LinkQueue again = queue(link, 5);
    LinkQueue other = queue(link, 6);
    long last = 0;
    List<Long> arrivals = new ArrayList<>();
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      long at = i * MILLI;
      long arrival = first.offer(at, 100);
      assertThat(again.offer(at, 100)).isEqualTo(arrival);
      arrivals.add(arrival);
      others.add(other.offer(at, 100));
      if (arrival >= 0) {
        assertThat(arrival).isGreaterThanOrEqualTo(Math.max(at, last));
        last = arrival;
      }
    }
    assertThat(others).isNotEqualTo(arrivals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wifi", "lte", "lte-poor", "satellite"})
  void delay_isTheProfilesMean(String link) throws InvalidInputException {
    LinkProfile profile = LinkProfile.of(link);
    DelayCourse course = new DelayCourse(profile.delay(), 3);
    double sum = 0;
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 0; i < 600_000; i++) {
      double millis = course.nanos(i * MILLI) / 1e6;
      sum += millis;
      least = Math.min(least, millis);
      most = Math.max(most, millis);
    }
    assertThat(sum / 600_000)
        .isCloseTo(profile.delay().millis(), within(0.05 * profile.delay().millis()));
    assertThat(least)
        .isGreaterThanOrEqualTo(profile.delay().millis() - profile.delay().jitterMillis() - 1e-6);
    assertThat(most)
        .isLessThanOrEqualTo(profile.delay().millis() + profile.delay().jitterMillis() + 1e-6);
    assertThat(most - least).isGreaterThan(1.5 * profile.delay().jitterMillis());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wifi", "lte", "lte-poor", "satellite"})
  void loss_isTheProfilesShare_inBurstsOfItsLength(String link) throws InvalidInputException {
    LinkProfile.Loss loss = LinkProfile.of(link).loss();
    LossDraw draw = new LossDraw(loss, 9);
    int packets = 4_000_000;
    int lost = 0;
    int bursts = 0;
    boolean before = false;
    for (int i = 0; i < packets; i++) {
      boolean now = draw.next();
      lost += now ? 1 : 0;
      bursts += now && !before ? 1 : 0;
      before = now;
    }
    assertThat((double) lost / packets).isCloseTo(loss.share(), within(0.05 * loss.share()));
    if (loss.independent() == 0) {
      // a burst that ends may be followed by another at once: hardly ever
      assertThat((double) lost / bursts)
          .isCloseTo(loss.meanBurstPackets(), within(0.06 * loss.meanBurstPackets()));
    }
  }

  @Test
  void everythingIsLost_whereTheProfileSaysSo() throws InvalidInputException {
    LossDraw draw = new LossDraw(LinkProfile.of("loss=100,burst=3").loss(), 1);
    for (int i = 0; i < 100; i++) {
      assertThat(draw.next()).isTrue();
    }
  }
}
