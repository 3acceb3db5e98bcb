package io.hawkvision.loadgen.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.FakeEdge;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(30)
class HttpPosterTest {
  private static HttpPoster poster(URI url, int connections, long timeoutMillis) {
    return new HttpPoster(
        url,
        new FrameQuery(Optional.empty(), OptionalInt.empty(), false),
        new HttpPoster.Limits(connections, Duration.ofMillis(timeoutMillis)),
        NanoClock.SYSTEM);
  }

  private static Reply post(HttpPoster poster, String picture) throws Exception {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    LabelledFrame frame = new LabelledFrame("f", "ant", 0, Buffer.buffer(picture));
    poster.post(frame, AskedTarget.accuracy(0.9), reply::complete);
    return reply.get(20, TimeUnit.SECONDS);
  }

  @Test
  void post_request_saysWhenItLeftAndCarriesItsOwnDeadlineAndFamily() throws Exception {
    try (FakeEdge edge = FakeEdge.honest();
        HttpPoster poster = poster(edge.url(), 2, 10_000)) {
      CompletableFuture<Long> sentAt = new CompletableFuture<>();
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      LabelledFrame frame = new LabelledFrame("f", "ant", 0, Buffer.buffer("a"));
      Ask ask = new Ask(AskedTarget.accuracy(0.9), OptionalInt.of(70), Optional.of("letters"));
      long before = System.nanoTime();
      poster.post(new FrameRequest(frame, ask), sentAt::complete, reply::complete);
      long answered = reply.get(20, TimeUnit.SECONDS).atNanos();
      assertThat(sentAt.get(1, TimeUnit.SECONDS)).isBetween(before, answered);
      assertThat(edge.frameUris())
          .containsExactly("/v1/frames?accuracy=0.9&family=letters&deadline_ms=70");
    }
  }

  @Test
  void post_noConnectionFree_hasNotLeftBeforeThereIsOne() throws Exception {
    try (FakeEdge edge = FakeEdge.behaving((request, picture) -> {});
        HttpPoster poster = poster(edge.url(), 1, 200)) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      List<CompletableFuture<Long>> sent = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        CompletableFuture<Long> sentAt = new CompletableFuture<>();
        replies.add(reply);
        sent.add(sentAt);
        LabelledFrame frame = new LabelledFrame("f", "ant", 0, Buffer.buffer("a"));
        var request = new FrameRequest(frame, Ask.of(AskedTarget.accuracy(0.9)));
        poster.post(request, sentAt::complete, reply::complete);
      }
      long firstSent = sent.get(0).get(20, TimeUnit.SECONDS);
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(cause(reply.get(20, TimeUnit.SECONDS))).isEqualTo("no answer in 200 ms");
      }
      assertThat(sent.get(1).isDone() ? sent.get(1).get() - firstSent : Long.MAX_VALUE)
          .isGreaterThan(100_000_000L);
    }
  }

  private static String cause(Reply reply) {
    return reply instanceof Reply.Failed failed ? failed.cause() : "answered: " + reply;
  }

  @Test
  void post_answer_isReadAndTheQueryCarriesTheTarget() throws Exception {
    AtomicReference<String> type = new AtomicReference<>("");
    try (FakeEdge edge =
            FakeEdge.behaving(
                (request, picture) -> {
                  type.set(request.getHeader("Content-Type"));
                  request.response().end(FakeEdge.answer(picture).toBuffer());
                });
        HttpPoster poster = poster(edge.url(), 2, 10_000)) {
      Reply reply = post(poster, "bD");
      assertThat(reply).isInstanceOf(Reply.Answered.class);
      assertThat(((Reply.Answered) reply).answer())
          .isEqualTo(new Answer("bee", true, false, Optional.empty(), 700, Optional.empty()));
      assertThat(edge.frameUris()).containsExactly("/v1/frames?accuracy=0.9");
      assertThat(type).hasValue("image/jpeg");
    }
  }

  @Test
  void post_problem_isAFailureOfThatKind() throws Exception {
    try (FakeEdge edge =
            FakeEdge.behaving(
                (request, picture) ->
                    request
                        .response()
                        .setStatusCode(503)
                        .end("{\"type\":\"/problems/overloaded\"}"));
        HttpPoster poster = poster(edge.url(), 2, 10_000)) {
      assertThat(cause(post(poster, "a"))).isEqualTo("HTTP 503 overloaded");
    }
  }

  @Test
  void post_silentNode_isGivenUpAfterTheTimeout() throws Exception {
    try (FakeEdge edge = FakeEdge.behaving((request, picture) -> {});
        HttpPoster poster = poster(edge.url(), 1, 100)) {
      assertThat(cause(post(poster, "a"))).isEqualTo("no answer in 100 ms");
      // the connection was given back, or this one would wait for it and never even leave
      assertThat(cause(post(poster, "a"))).isEqualTo("no answer in 100 ms");
      assertThat(edge.frameUris()).hasSize(2);
    }
  }

  @Test
  void post_moreFramesThanConnections_allGetTheirReply() throws Exception {
    try (FakeEdge edge = FakeEdge.honest();
        HttpPoster poster = poster(edge.url(), 2, 10_000)) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        replies.add(reply);
        LabelledFrame frame = new LabelledFrame("f", "ant", 0, Buffer.buffer("a"));
        poster.post(frame, AskedTarget.accuracy(0.9), reply::complete);
      }
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.get(20, TimeUnit.SECONDS)).isInstanceOf(Reply.Answered.class);
      }
    }
  }

  @Test
  void post_closedPort_isAFailure() throws Exception {
    try (HttpPoster poster = poster(closedPort(), 1, 5_000)) {
      assertThat(cause(post(poster, "a"))).isEqualTo("connection refused");
    }
  }

  @Test
  void get_closedPort_saysWhereAndWhy() throws Exception {
    URI url = closedPort();
    try (HttpPoster poster = poster(url, 1, 5_000)) {
      assertThatThrownBy(() -> poster.get("/v1/families"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(url.toString())
          .hasMessageContaining("connection refused");
    }
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }
}
