package io.hawkvision.loadgen.load;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.post.Ask;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Burst;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Cameras that send at the same time, each with its own rate, arrivals, target and deadline. The
 * same fleet and seed give the same schedule.
 */
public record CameraFleet(List<Member> members, Burst burst, long seed) {
  /** A fleet larger than this is several machines' work. */
  public static final int MOST_CAMERAS = 10_000;

  /**
   * One camera of it.
   *
   * @param firstFrame of what the camera sees, so that cameras may share one source of frames
   */
  public record Member(
      Schedule.Camera camera, double framesPerSecond, Arrivals arrivals, Ask ask, long firstFrame) {
    public Member {
      requireNonNull(camera, "camera");
      requireNonNull(arrivals, "arrivals");
      requireNonNull(ask, "ask");
      if (!(framesPerSecond > 0 && framesPerSecond <= 1e6) || firstFrame < 0) {
        throw new IllegalArgumentException(
            "rate " + framesPerSecond + " or first frame " + firstFrame + " out of range");
      }
    }
  }

  /** Both bounds hold; the frame at the very end is not sent any more. */
  public record Length(long frames, double seconds) {
    public static Length ofFrames(long frames) {
      return new Length(frames, Double.POSITIVE_INFINITY);
    }

    public static Length ofSeconds(double seconds) {
      return new Length(Schedule.MOST_SLOTS + 1L, seconds);
    }
  }

  /** The next frame of one camera. */
  private static final class Upcoming {
    private final int index;
    private final Member member;
    private final Arrivals.Times times;
    private final long phaseNanos;
    private long frame;
    private long atMicros;

    Upcoming(int index, Member member, Arrivals.Times times, long phaseNanos) {
      this.index = index;
      this.member = member;
      this.times = times;
      this.phaseNanos = phaseNanos;
      this.frame = member.firstFrame();
      step();
    }

    private void step() {
      atMicros = (phaseNanos + times.next()) / 1_000;
    }

    Schedule.Slot take() {
      var slot = new Schedule.Slot(atMicros, index, frame, member.ask());
      frame++;
      step();
      return slot;
    }
  }

  public CameraFleet {
    members = List.copyOf(members);
    requireNonNull(burst, "burst");
    if (members.isEmpty() || members.size() > MOST_CAMERAS) {
      throw new IllegalArgumentException("a fleet has 1 to " + MOST_CAMERAS + " cameras");
    }
    if (members.stream().map(Member::camera).map(Schedule.Camera::name).distinct().count()
        < members.size()) {
      throw new IllegalArgumentException("two cameras of one name");
    }
  }

  /** Refuses one that would be too long to keep. */
  public Schedule schedule(Length length) {
    PriorityQueue<Upcoming> queue =
        new PriorityQueue<>(
            Comparator.<Upcoming>comparingLong(next -> next.atMicros)
                .thenComparingInt(next -> next.index));
    for (int i = 0; i < members.size(); i++) {
      queue.add(upcoming(i));
    }
    List<Schedule.Slot> slots = new ArrayList<>();
    while (slots.size() < length.frames()) {
      Upcoming next = queue.remove();
      if (next.atMicros >= length.seconds() * 1e6) {
        break;
      }
      if (slots.size() == Schedule.MOST_SLOTS) {
        throw new IllegalArgumentException("more than " + Schedule.MOST_SLOTS + " frames");
      }
      slots.add(next.take());
      queue.add(next);
    }
    return new Schedule(members.stream().map(Member::camera).toList(), slots);
  }

  /** Cameras do not begin together: a first gap goes by, or a part of it where all are alike. */
  private Upcoming upcoming(int index) {
    Member member = members.get(index);
    long own = mixed(seed, index);
    Arrivals.Times times = member.arrivals().times(member.framesPerSecond(), own, burst);
    if (member.arrivals() == Arrivals.CONSTANT) {
      double phase = new Random(own).nextDouble() * 1e9 / member.framesPerSecond();
      return new Upcoming(index, member, times, (long) phase);
    }
    times.next(); // the start itself
    return new Upcoming(index, member, times, 0);
  }

  /** Random's first draws are alike for neighbouring seeds; SplitMix64's finaliser parts them. */
  static long mixed(long seed, int index) {
    long z = seed + 0x9E3779B97F4A7C15L * (index + 1L);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
