package io.hawkvision.loadgen.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.report.RunReport;
import io.hawkvision.loadgen.report.SyntheticRun;
import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellKey;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.result.LinkEvent;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.result.RunHeader;
import io.hawkvision.loadgen.result.SyntheticCells;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@Tag("unit")
class ReportPageTest {
  private static final String HOSTILE = "<script>alert(\"x\")</script>&'\u0000]]>";

  @TempDir Path folder;

  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private RunFolder run(CellResult... cells) throws IOException {
    List<CellKey> planned = List.of(cells).stream().map(CellResult::key).toList();
    RunFolder run =
        RunFolder.create(folder.resolve("run"), SyntheticCells.header(planned), warning -> {});
    for (CellResult cell : cells) {
      run.write(cell);
    }
    return run;
  }

  private static List<String> texts(Document page, String tag) {
    NodeList found = page.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  @Test
  void page_wholeRun_isWellFormedAndLoadsNothing() throws Exception {
    RunFolder run = new SyntheticRun(3, 10).write(folder, List.of("wifi", "outage"), 1);
    String page = ReportPage.of(RunReport.of(run));
    assertThat(page)
        .doesNotContainIgnoringCase("http:")
        .doesNotContainIgnoringCase("https:")
        .doesNotContainIgnoringCase("<script")
        .doesNotContain("src=", "href=", "url(", "@import");
    Document document = parse(page);
    assertThat(texts(document, "summary"))
        .containsExactly("roadside, link wifi", "roadside, link outage");
    assertThat(texts(document, "h3"))
        .hasSize(14)
        .contains("P99 latency", "Accuracy against target", "Energy (modelled)")
        .contains("P99 of each second", "Mean time by stage", "Bytes on the uplink");
    assertThat(texts(document, "title")).contains("link cut, 3.33 to 6.67 s");
    assertThat(texts(document, "figcaption"))
        .anyMatch(text -> text.contains("edge 2 W, DC 65 W, radio 0.1 J/MB"));
  }

  @Test
  void page_severalLoads_showThroughputAgainstP99() throws Exception {
    CellKey slow = new CellKey("ours", "roadside", "lan", 1, "50 per s", 1);
    CellKey fast = new CellKey("ours", "roadside", "lan", 1, "800 per s", 1);
    RunFolder run =
        run(
            SyntheticCells.cell("ours", 1).key(slow).make(),
            SyntheticCells.cell("ours", 1).key(fast).make());
    run.describe(
        run.header()
            .with(new RunHeader.GroupWords(slow.group(), 50, 2000, Map.of()))
            .with(new RunHeader.GroupWords(fast.group(), 800, 2000, Map.of())));
    Document document = parse(ReportPage.of(RunReport.of(run)));
    assertThat(texts(document, "h3")).contains("Throughput against P99: roadside, link lan");
    assertThat(texts(document, "title"))
        .anyMatch(text -> text.startsWith("ours: offered 50"))
        .anyMatch(text -> text.startsWith("ours: offered 800"));
  }

  /** A coordinate that is no number would make a browser drop the shape without a word. */
  @Test
  void page_everyCoordinate_isANumberInsideItsPicture() throws Exception {
    RunFolder run = new SyntheticRun(3, 10).write(folder, List.of("outage"), 1);
    NodeList all = parse(ReportPage.of(RunReport.of(run))).getElementsByTagName("*");
    int checked = 0;
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (String name : List.of("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width")) {
        if (element.hasAttribute(name) && !element.getTagName().equals("meta")) {
          assertThat(Double.parseDouble(element.getAttribute(name))).isBetween(0.0, 640.0);
          checked++;
        }
      }
      assertThat(element.getAttribute("d") + element.getAttribute("points")).matches("[ML0-9., ]*");
    }
    assertThat(checked).isGreaterThan(300);
  }

  @Test
  void page_hostileWords_stayWords() throws Exception {
    CellKey key = new CellKey("<i>&", "\"<b>", "</p>", 8, "'<!--", 1);
    CellResult cell =
        SyntheticCells.cell("ours", 1)
            .key(key)
            .stages(Map.of(HOSTILE, 3.0))
            .energy(new CellResult.Energy(1, 2, 0, HOSTILE, HOSTILE))
            .wire(new CellResult.Wire(1, 1, 0, 0, HOSTILE, false))
            .make();
    RunFolder run = run(cell);
    run.writeEvents("</p>", 1, List.of(new LinkEvent(0, 1, HOSTILE)));
    String page = ReportPage.of(RunReport.of(run));
    assertThat(page).doesNotContain("<script>", "\"x\"", "<i>", "<b>&quot;", "</p>,", "<!--");
    String kept = HOSTILE.replace('\u0000', '\ufffd');
    Document document = parse(page);
    assertThat(texts(document, "summary"))
        .containsExactly("\"<b>, link </p>, edge slowed x8, '<!--");
    assertThat(texts(document, "h3")).contains("Energy (" + kept + ")");
    assertThat(texts(document, "title")).anyMatch(text -> text.startsWith(kept + ", 0 to 1"));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void page_nothingValidOrNothingAnswered_isStillAPage() throws Exception {
    CellResult invalid = SyntheticCells.cell("ours", 1).invalid().make();
    CellResult silent =
        SyntheticCells.cell("naive", 1)
            .frames(50, i -> new CellFrame(i, i, i, CellFrame.UNANSWERED, false, false, false))
            .stages(Map.of())
            .make();
    List<String> items = texts(parse(ReportPage.of(RunReport.of(run(invalid, silent)))), "li");
    assertThat(items)
        .anyMatch(text -> text.contains("ours: cells left out, as the load generator fell behind"))
        .anyMatch(text -> text.contains("naive: frames without an answer"));
    assertThat(items).noneMatch(text -> text.startsWith("No cell is missing"));
  }

  @Test
  void page_noCellYet_saysSo() throws Exception {
    RunFolder run =
        RunFolder.create(
            folder.resolve("empty"),
            SyntheticCells.header(List.of(SyntheticCells.cell("ours", 1).make().key())),
            warning -> {});
    assertThat(texts(parse(ReportPage.of(RunReport.of(run))), "li"))
        .contains("There is no valid cell: this page shows nothing.");
  }

  @Test
  void scale_ticks_areRoundAndInside() {
    assertThat(new Scale(0, 230, 0, 1, false).ticks())
        .containsExactly(0.0, 50.0, 100.0, 150.0, 200.0);
    assertThat(new Scale(9, 150, 0, 1, true).ticks()).containsExactly(10.0, 20.0, 50.0, 100.0);
    List<Double> pixels = new ArrayList<>();
    for (double value : new double[] {0.5, 1, 10, 100, 1000}) {
      pixels.add(new Scale(1, 100, 0, 200, true).pixel(value));
    }
    assertThat(pixels).containsExactly(0.0, 0.0, 100.0, 200.0, 200.0);
  }
}
