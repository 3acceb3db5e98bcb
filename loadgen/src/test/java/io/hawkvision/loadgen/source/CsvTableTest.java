package io.hawkvision.loadgen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CsvTableTest {
  @Test
  void map_columnsInAnyOrder_areFoundByHeader() throws Exception {
    CsvTable table = CsvTable.parse("t", "label,wnid,file\r\ntench,n1,a.jpg\r\n\r\n");
    assertThat(table.map("file", "label")).isEqualTo(Map.of("a.jpg", "tench"));
  }

  @Test
  void map_quotedField_keepsCommaAndQuote() throws Exception {
    CsvTable table = CsvTable.parse("t", "file,label\na.jpg,\"chain, \"\"saw\"\"\"\n");
    assertThat(table.map("file", "label")).containsEntry("a.jpg", "chain, \"saw\"");
  }

  @Test
  void map_missingColumn_namesIt() throws Exception {
    CsvTable table = CsvTable.parse("t", "file,class\na,b\n");
    assertThatThrownBy(() -> table.map("file", "label"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no column \"label\"");
  }

  @Test
  void map_keyTwiceWithTwoValues_isRefused() throws Exception {
    CsvTable table = CsvTable.parse("t", "file,label\na,b\na,c\n");
    assertThatThrownBy(() -> table.map("file", "label")).hasMessageContaining("twice");
  }

  @Test
  void parse_shortLineOrOpenQuoteOrEmpty_isRefused() {
    assertThatThrownBy(() -> CsvTable.parse("t", "file,label\na\n"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> CsvTable.parse("t", "file,label\n\"a,b\n"))
        .hasMessageContaining("t:2");
    assertThatThrownBy(() -> CsvTable.parse("t", "\n")).hasMessageContaining("empty");
  }

  @Test
  void keys_ofOnePart_leaveOthersOut() throws Exception {
    CsvTable table = CsvTable.parse("t", "path,split\na,test\nb,train\nc,test\n");
    assertThat(table.keys("path", "split", "test")).containsExactlyInAnyOrder("a", "c");
  }
}
