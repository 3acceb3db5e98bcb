package io.hawkvision.edge;

import io.hawkvision.edge.decide.Guarantee;
import io.hawkvision.edge.frame.FrameQuery;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.zoo.certify.Certificate;
import io.hawkvision.zoo.certify.Certification;
import io.hawkvision.zoo.certify.Certification.Certified;
import io.hawkvision.zoo.certify.Certification.NotYet;
import io.hawkvision.zoo.certify.Certification.Unattainable;
import io.hawkvision.zoo.policy.PolicyChoice;
import io.hawkvision.zoo.policy.PolicyEstimate;
import io.hawkvision.zoo.policy.Target;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which policies each target is served. A target seen for the first time goes to the best
 * variant until its certificate is ready, some milliseconds later, on another thread. Remembers the
 * targets that were used last, a bounded number. Called on event loops; never blocks them.
 */
final class PlanBook {
  /** A caller chooses the target: without a bound it could fill the memory. */
  static final int MOST_REMEMBERED = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(PlanBook.class);
  private static final float LOAD_FACTOR = 0.75f;

  private final Executor worker;
  private final InstantSource clock;

  /** What is known of each target; empty while its certification is under way. */
  private final Map<Key, Optional<Certification>> known = new LeastRecentlyUsed();

  private record Key(String family, int version, String kind, double onGrid) {
    static Key of(ServedFamily served, Target target) {
      return new Key(
          served.family().name(), served.family().version(), target.kind(), target.onGrid());
    }
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<Key, Optional<Certification>> {
    private static final long serialVersionUID = 1;

    LeastRecentlyUsed() {
      super(MOST_REMEMBERED, LOAD_FACTOR, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Optional<Certification>> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }

  /**
   * A book without entries.
   *
   * @param worker certifies; may refuse, then the target waits for its next request
   */
  PlanBook(Executor worker, InstantSource clock) {
    this.worker = worker;
    this.clock = clock;
  }

  /**
   * How a request is served.
   *
   * @throws ServingException.TargetUnattainable where nothing can meet the target and the request
   *     does not take less
   */
  Plan plan(ServedFamily served, FrameQuery query) {
    Target target = query.target();
    Optional<Unattainable> refuted = served.calibrated().certifier().refuted(target);
    if (refuted.isPresent()) {
      return unattainable(served, query, refuted.get());
    }
    Optional<Certification> result = lookUp(served, target);
    if (result.isEmpty()) {
      return pending(served, target);
    }
    if (result.get() instanceof Certified certified) {
      return certified(served, certified.certificate());
    }
    if (result.get() instanceof NotYet notYet) {
      return Plan.of(
          served,
          List.of(notYet.served()),
          Guarantee.notYet(notYet.lowerBound(), notYet.missingFrames()));
    }
    return unattainable(served, query, (Unattainable) result.get());
  }

  /** Certifies a target before anybody asks for it, on the caller's thread. Not an event loop. */
  void prepare(ServedFamily served, Target target) {
    certify(Key.of(served, target), served, target);
  }

  /** Whether it is known what becomes of this target, in any version of the family. */
  boolean isSettled(String family, Target target) {
    synchronized (known) {
      return known.entrySet().stream()
          .filter(entry -> entry.getValue().isPresent())
          .map(Map.Entry::getKey)
          .anyMatch(
              key ->
                  key.family.equals(family)
                      && key.kind.equals(target.kind())
                      && key.onGrid == target.onGrid());
    }
  }

  private static Plan certified(ServedFamily served, Certificate certificate) {
    return new Plan(
        served,
        certificate.prefix(),
        Guarantee.certified(certificate.target().onGrid(), certificate.id()),
        Optional.of(certificate));
  }

  private static Plan pending(ServedFamily served, Target target) {
    Certification.NotYet all = served.calibrated().certifier().escalatingAll(target);
    return Plan.of(
        served, List.of(all.served()), Guarantee.notYet(all.lowerBound(), OptionalLong.empty()));
  }

  private static Plan unattainable(
      ServedFamily served, FrameQuery query, Unattainable unattainable) {
    if (query.bestEffort()) {
      PolicyEstimate most = mostAccurate(served, query.target());
      return Plan.of(served, List.of(most.policy()), Guarantee.bestEffort(most.accuracy()));
    }
    throw new ServingException.TargetUnattainable(
        String.format(
            Locale.ROOT,
            "No policy of family %s reaches accuracy %s; the best one reaches less than %.4f, and"
                + " %.3f is the most that is certified.",
            served.family().name(),
            query.target().value(),
            unattainable.upperBound(),
            unattainable.maxCertified()),
        unattainable.maxCertified());
  }

  private static PolicyEstimate mostAccurate(ServedFamily served, Target target) {
    PolicyChoice choice = served.calibrated().estimates().choose(target);
    return choice instanceof PolicyChoice.Feasible feasible
        ? feasible.policy()
        : ((PolicyChoice.Unattainable) choice).mostAccurate();
  }

  private Optional<Certification> lookUp(ServedFamily served, Target target) {
    Key key = Key.of(served, target);
    synchronized (known) {
      Optional<Certification> result = known.get(key);
      if (result != null && !isExpired(result)) {
        return result;
      }
      known.put(key, Optional.empty());
    }
    try {
      worker.execute(() -> certify(key, served, target));
    } catch (RejectedExecutionException full) { // the next request for it tries again
      synchronized (known) {
        known.remove(key);
      }
    }
    return Optional.empty();
  }

  private boolean isExpired(Optional<Certification> result) {
    return result.orElse(null) instanceof Certified certified
        && !certified.certificate().isCurrent(clock.instant());
  }

  private void certify(Key key, ServedFamily served, Target target) {
    try {
      Certification result = served.calibrated().certifier().certify(target, clock);
      LOG.debug("target settled family={} kind={} target={}", key.family, key.kind, key.onGrid);
      synchronized (known) {
        known.put(key, Optional.of(result));
      }
    } catch (RuntimeException failure) {
      LOG.error("certification failed family={} target={}", key.family, target, failure);
      synchronized (known) {
        known.remove(key);
      }
    }
  }
}
