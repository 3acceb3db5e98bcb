package io.hawkvision.edge.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BoundedGateTest {
  @Test
  void callersAtOnce_oneMoreThanTheLimit_exactlyOneIsRefused() throws Exception {
    int callers = 8;
    BoundedGate gate = new BoundedGate(callers - 1);
    CyclicBarrier together = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<Boolean>> taken = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        taken.add(
            threads.submit(
                () -> {
                  together.await();
                  return gate.tryTake(1);
                }));
      }
      int admitted = 0;
      for (Future<Boolean> one : taken) {
        admitted += one.get() ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(callers - 1);
      assertThat(gate.hasRoom()).isFalse();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void amountBeyondTheRest_isRefusedWhole() {
    BoundedGate gate = new BoundedGate(10);
    assertThat(gate.tryTake(7)).isTrue();
    assertThat(gate.tryTake(4)).isFalse();
    assertThat(gate.taken()).isEqualTo(7);
    assertThat(gate.tryTake(3)).isTrue();
  }

  @Test
  void givingBackMoreThanTaken_isABug() {
    BoundedGate gate = new BoundedGate(1);
    assertThatThrownBy(() -> gate.giveBack(1)).isInstanceOf(IllegalStateException.class);
  }
}
