package io.hawkvision.loadgen.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.source.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class RateTimelineTest {
  private static final long SECOND = 1_000_000_000;
  private static final Duration LENGTH = Duration.ofMinutes(3);

  private static RateTimeline timeline(String link, long seed) throws InvalidInputException {
    return new RateTimeline(LinkProfile.of(link), seed, LENGTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wifi", "lte", "lte-poor", "satellite"})
  void states_haveTheirSharesOfALongTime(String link) throws InvalidInputException {
    LinkProfile profile = LinkProfile.of(link);
    RateTimeline timeline = timeline(link, 2);
    Map<Double, Integer> counts = new TreeMap<>();
    int samples = 400_000;
    for (int i = 0; i < samples; i++) {
      counts.merge(timeline.nominalBitsPerSecond(i * SECOND / 10), 1, Integer::sum);
    }
    for (LinkProfile.RateState state : profile.rates()) {
      double share = (double) counts.getOrDefault(state.bitsPerSecond(), 0) / samples;
      assertThat(share).isCloseTo(state.share(), within(0.02));
    }
  }

  @Test
  void bits_takeAsLongAsTheRatesOfTheirTimeSay() throws InvalidInputException {
    RateTimeline timeline = timeline("lte", 3);
    long now = 0;
    double bits = 0;
    double expected = 0;
    while (now < 60 * SECOND) {
      long end = timeline.finish(now, 12_000);
      expected += timeline.nominalBitsPerSecond(now) * (end - now) / SECOND;
      bits += 12_000;
      now = end;
    }
    assertThat(bits).isCloseTo(expected, within(0.005 * expected));
  }

  @Test
  void outages_letNothingThrough_andComeAsOftenAsTheProfileSays() throws InvalidInputException {
    RateTimeline timeline = timeline("lte-poor", 4);
    timeline.nominalBitsPerSecond(20_000 * SECOND);
    List<RateTimeline.Gap> gaps = timeline.gapsBefore(20_000 * SECOND);
    assertThat((double) gaps.size()).isCloseTo(965, within(100.0)); // every 20 s, and 0.7 s long
    for (RateTimeline.Gap gap : gaps) {
      double millis = (gap.toNanos() - gap.fromNanos()) / 1e6;
      assertThat(millis).isBetween(200.0, 1200.0);
    }
    RateTimeline.Gap first = timeline("lte-poor", 4).gapsBefore(1000 * SECOND).get(0);
    assertThat(timeline("lte-poor", 4).finish(first.fromNanos(), 8))
        .isGreaterThanOrEqualTo(first.toNanos());
  }

  @Test
  void outageProfile_isCutForAMinuteInTheMiddle() throws InvalidInputException {
    LinkProfile profile = LinkProfile.of("outage");
    assertThat(profile.outagesOf(1, LENGTH)).containsExactly(new LinkProfile.Gap(60, 120));
    assertThat(timeline("outage", 1).finish(61 * SECOND, 8)).isGreaterThanOrEqualTo(120 * SECOND);
    assertThat(timeline("outage", 1).finish(59 * SECOND, 8)).isLessThan(60 * SECOND);
  }

  @Test
  void oneSeed_isOneCourse() throws InvalidInputException {
    for (String link : LinkProfile.names()) {
      RateTimeline first = timeline(link, 7);
      RateTimeline again = timeline(link, 7);
      for (int i = 0; i < 1000; i++) {
        assertThat(again.finish(i * SECOND / 10, 100_000))
            .isEqualTo(first.finish(i * SECOND / 10, 100_000));
      }
    }
  }
}
