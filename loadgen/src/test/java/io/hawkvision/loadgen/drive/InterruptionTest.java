package io.hawkvision.loadgen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(20)
class InterruptionTest {
  @Test
  void hold_raisesTheFlagAndLastsUntilTheReportIsOut() throws Exception {
    Interruption interruption = Interruption.ofThisThread();
    Thread hook = new Thread(interruption::hold); // what the JVM would do on Ctrl-C
    hook.start();
    while (!interruption.flag().isRaised()) {
      Thread.onSpinWait();
    }
    while (!Thread.interrupted()) {
      Thread.onSpinWait(); // the sender is woken from its wait
    }
    assertThat(hook.isAlive()).isTrue();
    interruption.close();
    hook.join();
  }
}
