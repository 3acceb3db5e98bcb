package io.hawkvision.loadgen.run;

/** What the JVM says about the machine; read once for a run's header. */
record MachineConfig(String kernel, String architecture, String java) {
  static MachineConfig ofThisJvm() {
    return new MachineConfig(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
  }
}
