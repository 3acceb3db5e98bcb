package io.hawkvision.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The product as a user meets it: the launcher, both nodes as processes of their own, the shipped
 * roadside family. Needs what {@code ./hawk test --slow} has built before.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WholeSystemTest {
  private static final Path ROOT = Path.of(System.getProperty("hawk.root"));
  private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatWasStarted() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void demo_bothTiersAnswer_endsByItself_leavesNoNode() throws Exception {
    Process demo = hawk("demo", "--json", "--frames", "200");

    JsonNode report = lastLine(demo);

    assertThat(demo.waitFor()).isZero();
    assertThat(report.get("errors").asInt()).isZero();
    assertThat(report.get("targets")).hasSize(3);
    double escalated = 0;
    for (JsonNode target : report.get("targets")) {
      assertThat(target.get("realised").asDouble()).isBetween(0.7, 1.0);
      assertThat(target.get("frames").asInt()).isEqualTo(200);
      escalated += target.get("escalated").asDouble();
    }
    assertThat(escalated).isBetween(0.01, 2.99);
    assertThat(nodesOfThisClone()).isEmpty();
  }

  @Test
  void edgeTerminatedUnderLoad_drains_andDoesNotCrash() throws Exception {
    Process edge = hawk("edge", "--port", "0", "--no-dc", "--family", "roadside");
    String url = "http://127.0.0.1:" + port(edge);
    Process send =
        hawk(
            ("send --camera roadside --seed 7 --frames 4000 --rate 400 --accuracy 0.5 --url " + url)
                .split(" "));
    await(url, "/metrics", "edge_frames_total{outcome=\"[a-z]+\"} [1-9][0-9][0-9]");
    edge.destroy();
    assertThat(edge.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(edge.exitValue()).as("as SIGTERM ends a process, not a broken JVM").isEqualTo(143);
    send.destroyForcibly().waitFor();
  }

  @Test
  void datacenterKilledAndRestarted_noRequestFails_escalationResumes() throws Exception {
    Process dc = hawk("dc", "--port", "0", "--http-port", "0");
    String dcPort = port(dc);
    Process edge = hawk("edge", "--port", "0", "--dc", "127.0.0.1:" + dcPort);
    String url = "http://127.0.0.1:" + port(edge);
    await(url, "/readyz", "\"state\":\"up\"");
    Process send =
        hawk(
            ("send --camera roadside --seed 7 --every 5 --frames 900 --rate 40 --accuracy 0.98"
                    + " --json --url "
                    + url)
                .split(" "));

    await(url, "/metrics", "edge_frames_total{outcome=\"dc\"} [1-9]");
    dc.destroyForcibly().waitFor();
    await(url, "/metrics", "edge_frames_total{outcome=\"degraded\"} [1-9]");
    Process again = hawk("dc", "--port", dcPort, "--http-port", "0");
    port(again);
    await(url, "/readyz", "\"state\":\"up\"");
    JsonNode report = lastLine(send);

    assertThat(send.waitFor()).isZero();
    JsonNode target = report.get("targets").get(0);
    assertThat(target.get("errors").asInt()).isZero();
    assertThat(target.get("frames").asInt()).isEqualTo(900);
    assertThat(target.get("degraded").asDouble()).isBetween(0.0001, 0.9999);
    assertThat(target.get("degraded_reasons").fieldNames().next()).isEqualTo("link-down");
  }

  @Test
  void wrongUsage_exits2_helpExits0() throws Exception {
    assertThat(hawk("fly").waitFor()).isEqualTo(2);
    assertThat(hawk("edge", "--prot", "1").waitFor()).isEqualTo(2);
    assertThat(hawk("test", "everything").waitFor()).isEqualTo(2);
    assertThat(hawk("--help").waitFor()).isZero();
    assertThat(hawk("dc", "--help").waitFor()).isZero();
  }

  private Process hawk(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("hawk").toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("HAWK_NO_BUILD", "1");
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** The port in a node's one line on stdout, printed when it serves. */
  private static String port(Process node) throws IOException {
    String line = node.inputReader().readLine();
    assertThat(line).isNotNull();
    Matcher port = PORT.matcher(line);
    assertThat(port.find()).isTrue();
    return port.group(1);
  }

  private static JsonNode lastLine(Process process) throws IOException {
    String last = "";
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
    }
    return new ObjectMapper().readTree(last);
  }

  /** Asks until the answer has what is wanted; the test's time limit bounds it. */
  private static void await(String url, String path, String wanted) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    Pattern pattern = Pattern.compile(wanted.replace("{", "\\{").replace("}", "\\}"));
    while (!pattern.matcher(client.send(request, BodyHandlers.ofString()).body()).find()) {
      TimeUnit.MILLISECONDS.sleep(50); // between two polls, not for a result
    }
  }

  private static List<String> nodesOfThisClone() {
    String argfiles = "@" + ROOT.resolve(".hawk/run");
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(argfiles) && line.contains("Node"))
        .toList();
  }
}
