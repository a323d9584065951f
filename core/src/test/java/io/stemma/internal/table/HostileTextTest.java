package io.stemma.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Whatever is in names and messages is text in HTML, and nothing else. */
class HostileTextTest {
  private static final Set<String> ELEMENTS =
      Set.of("div", "span", "ul", "li", "table", "thead", "tbody", "tr", "th", "td");
  private static final List<String> PIECES =
      List.of(
          "<script>alert(1)</script>",
          "</td>",
          "</div>",
          "<img src=x onerror=y>",
          "\" style=\"",
          "'",
          "&",
          "&lt;",
          "&#0;",
          "]]>",
          "<!--",
          "-->",
          "<?x?>",
          "<!DOCTYPE html>",
          "\u202e",
          "\u0000",
          "\u001b[31m",
          "\r",
          "\ud800",
          "\udc00",
          "\ufffe",
          "\uffff",
          "\u2028",
          "\u00a0",
          "\ud83d\ude00",
          "\u00fc",
          "te",
          " ",
          "\t",
          "/18000/te.i16");

  private static String hostile(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(6); n >= 0; n--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
      text.append((char) random.nextInt(0x10000));
    }
    return text.toString().replace("\n", "");
  }

  private static Element parsed(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)))
        .getDocumentElement();
  }

  private static void assertPlain(Element element) {
    assertThat(ELEMENTS).contains(element.getTagName());
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      assertThat(element.getAttributes().item(i).getNodeName()).isEqualTo("style");
    }
    NodeList children = element.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      assertThat(child.getNodeType()).isIn(Node.ELEMENT_NODE, Node.TEXT_NODE);
      if (child instanceof Element below) {
        assertPlain(below);
      }
    }
  }

  /** What a reader of XML makes of the text of an element. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean plain =
                  c == '\t'
                      || switch (Character.getType(c)) {
                        case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR ->
                            false;
                        default -> true;
                      };
              shown.appendCodePoint(plain ? c : 0xfffd);
            });
    return shown.toString();
  }

  private static Outline outline(Random random, int deep, List<String> all) {
    String[] parts = new String[1 + random.nextInt(3)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = hostile(random);
      all.add(parts[i].strip());
    }
    Outline outline = Outline.of(parts);
    for (int n = deep == 0 ? 0 : random.nextInt(4); n > 0; n--) {
      outline.add(outline(random, deep - 1, all));
    }
    return outline;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void linesAreText(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<String> all = new ArrayList<>();
      Element html = parsed(outline(random, 3, all).html());
      assertPlain(html);
      String text = html.getTextContent();
      assertThat(all).allSatisfy(part -> assertThat(text).contains(shown(part)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void tablesAreText(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<String> rows = new ArrayList<>();
      for (int n = random.nextInt(60); n >= 0; n--) {
        rows.add(hostile(random));
      }
      String title = hostile(random);
      PrintedList<String> list =
          new PrintedList<>(
              rows, title, List.of(hostile(random), "b>"), each -> List.of(each, each));
      Element html = parsed(list.html());
      assertPlain(html);
      assertThat(html.getTextContent()).contains(shown(title));
      assertThat(html.getElementsByTagName("tr").getLength())
          .isEqualTo(1 + Math.min(50, rows.size()));
    }
  }

  @Test
  void whatTextCutsIsCut() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 1_234; i++) {
      rows.add("x".repeat(200));
    }
    PrintedList<String> list =
        new PrintedList<>(rows, "many", List.of("a", "b"), each -> List.of(each, ""));
    Element html = parsed(list.html());
    assertThat(html.getTextContent())
        .contains("... and 1,184 more")
        .contains("x".repeat(57) + "...");
    assertThat(html.getTextContent()).doesNotContain("x".repeat(58));
    assertThat(html.getElementsByTagName("th").getLength()).as("b is empty").isEqualTo(1);
    assertThat(list.toString()).endsWith("\n... and 1,184 more");
  }

  @Test
  void emptyAndNarrow() throws Exception {
    assertThat(PrintedList.of("tags", List.of())).hasToString("tags: none");
    assertThat(parsed(PrintedList.of("tags", List.of()).html()).getTextContent().strip())
        .isEqualTo("tags: none");
    assertThat(PrintedList.of("jobs", List.of("a", "b"))).hasToString("jobs\na\nb");
    assertThat(parsed(PrintedList.of("jobs", List.of("a")).html()).getElementsByTagName("th"))
        .extracting(NodeList::getLength)
        .isEqualTo(0);
  }

  @Test
  @Timeout(60)
  void aWordOfAnyLengthIsLookedAtOnce() {
    assertThat(Outline.of("@".repeat(500_000)).html()).hasSizeGreaterThan(500_000);
    assertThat(Outline.of("te@0123456789ab:/2/te").html()).contains("monospace");
  }

  @Test
  void cellsAreNotCutWithinACharacter() {
    for (int before = 50; before < 60; before++) {
      TextTable table = new TextTable(List.of("a", "b"));
      table.add(List.of("x".repeat(before) + "\ud83d\ude00".repeat(20), "y"));
      assertThat(table.toString().codePoints().map(Character::getType))
          .doesNotContain((int) Character.SURROGATE);
    }
  }
}
