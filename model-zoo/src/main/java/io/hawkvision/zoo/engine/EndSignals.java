package io.hawkvision.zoo.engine;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM and SIGINT as a word to the process, not as the end of the JVM. ONNX Runtime's Java
 * binding frees its environment in a shutdown hook of its own, and the JVM starts all hooks at
 * once: a session that runs on while a node drains would crash the process. So nodes drain first,
 * and let the JVM end after it. Used once, by the main thread.
 */
public final class EndSignals {
  /** What shells and init systems expect of a process that a signal ended. */
  private static final int SIGNALLED = 128;

  private EndSignals() {}

  /**
   * At the first of these signals drains on a thread of its own, then ends the JVM with the exit
   * code that the signal would have given. Where the JVM hands out no signals, a shutdown hook has
   * to do.
   */
  public static void drainAndExit(Runnable drain) {
    AtomicBoolean begun = new AtomicBoolean();
    try {
      to(
          number -> {
            if (begun.compareAndSet(false, true)) {
              new Thread(
                      () -> {
                        drain.run();
                        System.exit(SIGNALLED + number);
                      },
                      "drain")
                  .start();
            }
          });
    } catch (IOException noSignals) {
      Runtime.getRuntime().addShutdownHook(new Thread(drain, "drain"));
    }
  }

  /**
   * Tells the listener of each of these signals, on a thread of the JVM.
   *
   * @throws IOException where this JVM does not hand signals out
   */
  public static void to(Listener listener) throws IOException {
    try {
      // By reflection: javac warns of the type, and no switch silences that under -Werror.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object relay =
          Proxy.newProxyInstance(
              EndSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                // the interface has this one method
                listener.signalled((int) signal.getMethod("getNumber").invoke(arguments[0]));
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

  /** Hears which signal came, by its number. */
  @FunctionalInterface
  public interface Listener {
    void signalled(int number);
  }
}
