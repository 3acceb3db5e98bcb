package io.hawkvision.zoo.power;

/** What a sensor said at one moment. Any thread. */
public sealed interface PowerReading {
  /** Power at this moment. */
  record Watts(double watts) implements PowerReading {
    public Watts {
      if (!Double.isFinite(watts) || watts < 0) {
        throw new IllegalArgumentException("watts " + watts);
      }
    }
  }

  /** Energy since some fixed moment; never falls. */
  record Joules(double joules) implements PowerReading {
    public Joules {
      if (!Double.isFinite(joules) || joules < 0) {
        throw new IllegalArgumentException("joules " + joules);
      }
    }
  }
}
