package io.hawkvision.edge;

import io.hawkvision.edge.decide.Decider;
import io.hawkvision.edge.decide.EscalationState;
import io.hawkvision.edge.decide.Verdict;
import io.hawkvision.edge.watch.NullRate;
import io.hawkvision.edge.watch.Stance;
import io.hawkvision.edge.watch.Watch;
import io.hawkvision.edge.watch.WatchClocks;
import io.hawkvision.edge.watch.WatchKey;
import io.hawkvision.edge.watch.WatchSettings;
import io.hawkvision.edge.watch.WatchedFamily;
import io.hawkvision.zoo.certify.Certificate;
import io.hawkvision.zoo.certify.Certification.Certified;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.policy.Target;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a frame's decision costs once its target's certificate is there: stance, policy, verdict.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecideBenchmark {
  private final SplittableRandom random = new SplittableRandom(1);
  private final EscalationState open = new EscalationState(true, true, 1_000_000);
  private final NullRate rate = new NullRate(0.02, 0.6);
  private final Certificate certificate;
  private final Watch watch;
  private final WatchKey key;

  public DecideBenchmark() {
    Family family = read();
    Certified certified =
        (Certified) new Certifier(family).certify(Target.DEFAULT, InstantSource.system());
    certificate = certified.certificate();
    watch = Watch.inMemory(WatchSettings.DEFAULT, WatchClocks.SYSTEM);
    watch.register(
        new WatchedFamily(family.name(), family.manifestHash(), Set.copyOf(family.labels())));
    key = new WatchKey(family.name(), 1, family.manifestHash(), "relative", 0.01);
  }

  private static Family read() {
    try {
      return FamilyReader.read(Path.of("../model-zoo/families/roadside"));
    } catch (InvalidFamilyException unreadable) {
      throw new IllegalStateException("the shipped family cannot be read", unreadable);
    }
  }

  @Benchmark
  public Verdict decide() {
    watch.frame(key);
    Stance stance = watch.stance(key, rate);
    return stance.safeShare() >= 1
        ? Decider.decide(random.nextDouble(), certificate.prefix(), route -> open, 100_000_000)
        : Verdict.ANSWER;
  }
}
