package io.hawkvision.edge.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.frame.ServingException.DeadlineExceeded;
import io.hawkvision.edge.frame.ServingException.EngineUnavailable;
import io.hawkvision.edge.frame.ServingException.FrameTooLarge;
import io.hawkvision.edge.frame.ServingException.Internal;
import io.hawkvision.edge.frame.ServingException.InvalidParameter;
import io.hawkvision.edge.frame.ServingException.MalformedFrame;
import io.hawkvision.edge.frame.ServingException.MalformedRequest;
import io.hawkvision.edge.frame.ServingException.MethodNotAllowed;
import io.hawkvision.edge.frame.ServingException.ModelWarming;
import io.hawkvision.edge.frame.ServingException.NotFound;
import io.hawkvision.edge.frame.ServingException.Overloaded;
import io.hawkvision.edge.frame.ServingException.ParameterError;
import io.hawkvision.edge.frame.ServingException.TargetUnattainable;
import io.hawkvision.edge.frame.ServingException.UnknownFamily;
import io.hawkvision.edge.frame.ServingException.UnsupportedMedia;
import io.hawkvision.edge.frame.Stage;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProblemMapperTest {
  private record Expected(ServingException refusal, String slug, int status, boolean retryable) {}

  private static Map<Class<?>, Expected> table() {
    List<Expected> rows =
        List.of(
            new Expected(new MalformedFrame("x"), "malformed-frame", 400, false),
            new Expected(new UnsupportedMedia("x"), "unsupported-media", 415, false),
            new Expected(new FrameTooLarge("x"), "frame-too-large", 413, false),
            new Expected(
                new InvalidParameter(List.of(new ParameterError("p", "x"))),
                "invalid-parameter",
                422,
                false),
            new Expected(new UnknownFamily("x"), "unknown-family", 404, false),
            new Expected(new TargetUnattainable("x", 0.9), "target-unattainable", 422, false),
            new Expected(new Overloaded("x"), "overloaded", 503, true),
            new Expected(new ModelWarming(), "model-warming", 503, true),
            new Expected(new EngineUnavailable(new Exception()), "engine-unavailable", 503, true),
            new Expected(new DeadlineExceeded(Stage.QUEUE), "deadline-exceeded", 504, true),
            new Expected(new NotFound("/x"), "not-found", 404, false),
            new Expected(new MethodNotAllowed("POST"), "method-not-allowed", 405, false),
            new Expected(new MalformedRequest("x"), "malformed-request", 400, false),
            new Expected(new Internal(new Exception("secret")), "internal", 500, false));
    Map<Class<?>, Expected> byClass = new LinkedHashMap<>();
    rows.forEach(row -> byClass.put(row.refusal().getClass(), row));
    return byClass;
  }

  @Test
  void everyPermittedRefusal_hasItsOwnProblem() {
    Map<Class<?>, Expected> table = table();
    Set<String> slugs = new HashSet<>();
    for (Class<?> permitted : ServingException.class.getPermittedSubclasses()) {
      Expected expected =
          Objects.requireNonNull(table.get(permitted), () -> "no row for " + permitted);
      Problem problem = ProblemMapper.map(expected.refusal());
      assertThat(problem.kind().slug()).isEqualTo(expected.slug());
      assertThat(problem.kind().status()).isEqualTo(expected.status());
      assertThat(problem.kind().retryable()).isEqualTo(expected.retryable());
      assertThat(problem.headers().containsKey("Retry-After")).isEqualTo(expected.status() == 503);
      assertThat(slugs.add(problem.kind().slug())).isTrue();
    }
  }

  @Test
  void document_hasTheStandardMembersAndTheExtensions() {
    FrameId id = new FrameId(1, 2);
    JsonObject document = ProblemMapper.map(new TargetUnattainable("too much", 0.87)).toJson(id);
    assertThat(document.getString("type")).isEqualTo("/problems/target-unattainable");
    assertThat(document.getString("detail")).isEqualTo("too much");
    assertThat(document.getString("instance")).isEqualTo("/frames/" + id);
    assertThat(document.getDouble("max_certified")).isEqualTo(0.87);
    assertThat(document.getString("best_effort_hint")).isNotBlank();
  }

  @Test
  void internalError_neverShowsItsCause() {
    Problem problem = ProblemMapper.map(new Internal(new Exception("secret path")));
    assertThat(problem.toJson(new FrameId(1, 2)).encode()).doesNotContain("secret");
  }
}
