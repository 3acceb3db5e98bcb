package io.hawkvision.dc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hawkvision.zoo.engine.NativeHandles;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** After each test: no native left open, and nothing logged that a human would have to act on. */
final class NodeHealth implements BeforeEachCallback, AfterEachCallback {
  /** The test provokes an ERROR in the log. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface ErrorsExpected {}

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    log.list.clear();
    log.start();
    root().addAppender(log);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    root().detachAppender(log);
    boolean expected = context.getRequiredTestMethod().isAnnotationPresent(ErrorsExpected.class);
    List<String> errors =
        List.copyOf(log.list).stream()
            .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
            .map(ILoggingEvent::getFormattedMessage)
            .toList();
    if (expected) {
      assertThat(errors).isNotEmpty();
    } else {
      assertThat(errors).isEmpty();
    }
    assertThat(NativeHandles.openByKind()).allSatisfy((kind, count) -> assertThat(count).isZero());
  }
}
