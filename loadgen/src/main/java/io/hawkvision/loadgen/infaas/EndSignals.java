package io.hawkvision.loadgen.infaas;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGTERM and SIGINT as a word to the main thread, not as the end of the JVM. ONNX Runtime's Java
 * binding frees its environment in a shutdown hook of its own, and the JVM starts all hooks at
 * once: a session that runs on while ours drains would crash the process. Used once, by the main
 * thread.
 */
final class EndSignals {
  private EndSignals() {}

  /**
   * Tells the listener of each of these signals, on a thread of the JVM.
   *
   * @throws IOException where this JVM does not hand signals out
   */
  static void to(Runnable listener) throws IOException {
    try {
      // By reflection: javac warns of the type, and no switch silences that under -Werror.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object relay =
          Proxy.newProxyInstance(
              EndSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                listener.run(); // the interface has this one method
                return Void.TYPE.cast(null);
              });
      for (String name : List.of("TERM", "INT")) {
        Object number = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, number, relay);
      }
    } catch (ReflectiveOperationException missing) {
      throw new IOException("this JVM does not hand out signals", missing);
    }
  }
}
