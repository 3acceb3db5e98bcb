package io.hawkvision.zoo.power;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a sensor on an owned thread, {@code power-<word>}, and keeps what follows from it: joules,
 * idle power, each answer's share. Everything but {@link #awaitIdle} may be called on an event
 * loop: it is one atomic look at what the thread has left. Owns the thread from start to close.
 *
 * <p>A reading that fails, or a value that has not changed for longer than its cadence believes, is
 * left out. Then the window is soon too little covered and there is no share, rather than a guess.
 */
public final class PowerMeter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PowerMeter.class);
  private static final double IDLE_SECONDS = 1;
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** So many, and nobody waits for the idle power any longer. */
  private static final int HOPELESS = 3;

  private final PowerSensor sensor;
  private final LongSupplier nanoClock;
  private final EnergyIntegral integral;
  private final ShareWindow window = new ShareWindow(WINDOW);
  private final LongAdder answers = new LongAdder();
  private final CountDownLatch idleKnown = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable PowerReading last;
  private long changedAtNanos;
  private int failuresInARow;
  private volatile Seen seen =
      new Seen(
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty());

  /** What the thread leaves for all others. */
  private record Seen(
      double joules,
      OptionalDouble idleWatts,
      OptionalDouble watts,
      OptionalDouble joulesPerAnswer,
      Optional<String> failure) {}

  PowerMeter(PowerSensor sensor, LongSupplier nanoClock) {
    this.sensor = sensor;
    this.nanoClock = nanoClock;
    this.integral = new EnergyIntegral(sensor.cadence().longestGap());
    this.thread = new Thread(this::run, "power-" + sensor.source().word());
    thread.setDaemon(true);
  }

  /** Starts the thread; its first second is taken for the idle power. */
  public static PowerMeter start(PowerSensor sensor) {
    PowerMeter meter = new PowerMeter(sensor, System::nanoTime);
    meter.thread.start();
    return meter;
  }

  public PowerSensor sensor() {
    return sensor;
  }

  /** Everything measured since the start, idle included. */
  public double joules() {
    return seen.joules();
  }

  /** Mean of the last seconds, idle included. */
  public OptionalDouble watts() {
    return seen.watts();
  }

  /** Mean of the first second; empty until it is over. */
  public OptionalDouble idleWatts() {
    return seen.idleWatts();
  }

  /** Why the newest reading could not be used. */
  public Optional<String> failure() {
    return seen.failure();
  }

  /** Counts an answer, and says what one took above idle of late, where that is known. */
  public OptionalDouble answered() {
    answers.increment();
    return seen.joulesPerAnswer();
  }

  /** Waits for the idle power, some seconds at most; empty where the sensor does not give it. */
  public OptionalDouble awaitIdle() {
    try {
      if (!idleKnown.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("idle power takes too long sensor={}", sensor.source().word());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    return seen.idleWatts();
  }

  /** Ends the thread, and waits for it. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        sample();
        TimeUnit.NANOSECONDS.sleep(sensor.cadence().interval().toNanos());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt(); // as asked by close
    }
  }

  /** One reading. A reading's time is the middle of what it took. */
  void sample() {
    long beforeNanos = nanoClock.getAsLong();
    Optional<String> failure = Optional.empty();
    try {
      PowerReading reading = sensor.read();
      long atNanos = beforeNanos + (nanoClock.getAsLong() - beforeNanos) / 2;
      requireFresh(atNanos, reading);
      integral.add(atNanos, reading);
    } catch (UnreadableSensorException unreadable) {
      failure = Optional.of(unreadable.reason());
    }
    report(failure);
    failuresInARow = failure.isPresent() ? failuresInARow + 1 : 0;
    publish(nanoClock.getAsLong(), failure);
  }

  private void requireFresh(long atNanos, PowerReading reading) throws UnreadableSensorException {
    if (!reading.equals(last)) {
      last = reading;
      changedAtNanos = atNanos;
    } else if (atNanos - changedAtNanos > sensor.cadence().staleAfter().toNanos()) {
      throw new UnreadableSensorException(
          "the value has not changed for "
              + TimeUnit.NANOSECONDS.toSeconds(atNanos - changedAtNanos)
              + " s");
    }
  }

  /** The first of several failures in a row, and their end. */
  private void report(Optional<String> failure) {
    Optional<String> before = seen.failure();
    if (failure.isPresent() && before.isEmpty()) {
      LOG.warn("power not read sensor={} reason={}", sensor.source().word(), failure.get());
    } else if (failure.isEmpty() && before.isPresent()) {
      LOG.info("power read again sensor={}", sensor.source().word());
    }
  }

  private void publish(long nowNanos, Optional<String> failure) {
    window.add(
        new ShareWindow.Point(
            nowNanos, integral.joules(), integral.coveredSeconds(), answers.sum()));
    OptionalDouble idle = seen.idleWatts();
    if (idle.isEmpty() && integral.coveredSeconds() >= IDLE_SECONDS) {
      idle = OptionalDouble.of(integral.joules() / integral.coveredSeconds());
    }
    OptionalDouble share =
        idle.isPresent() ? window.joulesPerAnswer(idle.getAsDouble()) : OptionalDouble.empty();
    seen = new Seen(integral.joules(), idle, window.watts(), share, failure);
    if (idle.isPresent() || failuresInARow >= HOPELESS) {
      idleKnown.countDown();
    }
  }
}
