package io.stemma.internal.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pictures of made graphs, as far as a program can look at them. */
class PictureTest {
  private static final List<String> NAMES =
      List.of(
          "/18040/te.i16",
          "<script>alert(1)</script>",
          "\"]; click n0 \"javascript:alert(1)\" %% `x`",
          "'&amp;#60;",
          "\u6f22\u5b57 \ud83d\ude00 \u00e9",
          "\u202egnp.exe\u0007\u2028",
          "/" + "very/long/".repeat(40),
          "fa:fa-bomb");

  private static Node node(int number, boolean entity, Random random) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    return new Node(
        entity ? Node.Kind.ENTITY : Node.Kind.ACTIVITY,
        entity ? "File" : "Run",
        QualifiedNames.archive("n" + number),
        name,
        random.nextBoolean() ? List.of() : List.of("number " + number, name),
        Map.of());
  }

  /** Files and runs in turns; each was made from some that come later. */
  private static ProvenanceGraph random(int seed, int size) {
    Random random = new Random(seed);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      nodes.add(node(i, i % 2 == 0, random));
      for (int n = i == 0 ? 0 : 1 + random.nextInt(3); n > 0; n--) {
        int before = random.nextInt((i + 1) / 2) * 2 + (i + 1) % 2;
        String to = nodes.get(i).id();
        String from = nodes.get(Math.min(before, i - 1)).id();
        edges.add(
            i % 2 == 0
                ? Edge.used(from, to, Map.of())
                : Edge.generated(from, to, Optional.empty()));
      }
    }
    return new ProvenanceGraph("id", NAMES.get(seed % NAMES.size()), nodes, edges, Map.of());
  }

  /** A rectangle of a drawn box. */
  private record Drawn(double x, double y, double width, double height) {
    boolean touches(Drawn other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> elements(Element in, String name) {
    NodeList found = in.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Map<String, Drawn> boxes(Element svg) {
    Map<String, Drawn> boxes = new HashMap<>();
    for (Element group : elements(svg, "g")) {
      if (group.getAttribute("id").matches("n[0-9]+")) {
        Element rect = elements(group, "rect").get(0);
        boxes.put(
            group.getAttribute("id"),
            new Drawn(
                number(rect, "x"),
                number(rect, "y"),
                number(rect, "width"),
                number(rect, "height")));
      }
    }
    return boxes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void boxesAreApartAndArrowsEndAtThem(int seed) throws Exception {
    Picture picture = Picture.of(random(seed, 1 + seed * 9));
    Element svg = parsed(Svg.of(picture)).getDocumentElement();
    Map<String, Drawn> boxes = boxes(svg);
    assertThat(boxes).hasSize(picture.boxes().size());
    Drawn canvas = new Drawn(0, 0, number(svg, "width"), number(svg, "height"));
    for (Map.Entry<String, Drawn> box : boxes.entrySet()) {
      assertThat(box.getValue().touches(canvas)).isTrue();
      assertThat(box.getValue().x()).isPositive();
      assertThat(box.getValue().y()).isPositive();
      assertThat(box.getValue().x() + box.getValue().width()).isLessThan(canvas.width());
      assertThat(box.getValue().y() + box.getValue().height()).isLessThan(canvas.height());
      boxes.forEach(
          (id, other) ->
              assertThat(!id.equals(box.getKey()) && other.touches(box.getValue())).isFalse());
    }
    int arrows = 0;
    for (Element path : elements(svg, "path")) {
      if (path.getAttribute("id").contains("-")) {
        checkEnds(path, boxes);
        arrows++;
      }
    }
    assertThat(arrows).isEqualTo(picture.arrows().size());
  }

  private static void checkEnds(Element path, Map<String, Drawn> boxes) {
    String[] ends = path.getAttribute("id").split("-");
    List<Double> numbers =
        Pattern.compile("-?[0-9.]+")
            .matcher(path.getAttribute("d"))
            .results()
            .map(MatchResult::group)
            .map(Double::parseDouble)
            .toList();
    Drawn source = boxes.getOrDefault(ends[0], new Drawn(0, 0, 0, 0));
    Drawn target = boxes.getOrDefault(ends[1], new Drawn(0, 0, 0, 0));
    var near = org.assertj.core.data.Offset.offset(0.21);
    assertThat(numbers.get(0)).isCloseTo(source.x() + source.width(), near);
    assertThat(numbers.get(1)).isCloseTo(source.y() + source.height() / 2, near);
    assertThat(numbers.get(numbers.size() - 2)).isCloseTo(target.x(), near);
    assertThat(numbers.get(numbers.size() - 1)).isCloseTo(target.y() + target.height() / 2, near);
    assertThat(target.x()).as("arrows lead to the right").isGreaterThan(numbers.get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14})
  void textsAreThereAndInTheirBoxes(int seed) throws Exception {
    Picture picture = Picture.of(random(seed, 40));
    String text = Svg.of(picture);
    assertThat(text).doesNotContain("<script", "\u202e", "\u0007", "\u2028");
    Element svg = parsed(text).getDocumentElement();
    for (Element group : elements(svg, "g")) {
      if (group.getAttribute("id").matches("n[0-9]+")) {
        Picture.Box box =
            picture.boxes().get(Integer.parseInt(group.getAttribute("id").substring(1)));
        List<String> shown = elements(group, "text").stream().map(Element::getTextContent).toList();
        List<String> all = new ArrayList<>(List.of(box.title()));
        all.addAll(box.lines());
        assertThat(shown).isEqualTo(all);
        assertThat(elements(group, "title").get(0).getTextContent()).isEqualTo(box.whole());
        double width = number(elements(group, "rect").get(0), "width");
        for (Element line : elements(group, "text")) {
          assertThat(ShownText.width(line.getTextContent()) * number(line, "font-size"))
              .isLessThan(width);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14})
  void mermaidHasNothingOfNamesButTheirText(int seed) {
    Picture picture = Picture.of(random(seed, 40));
    List<String> lines = Mermaid.of(picture).lines().toList();
    assertThat(lines.get(0)).isEqualTo("flowchart LR");
    String label = "[\\p{L}\\p{N} \\-_.,/@=+]|#[0-9]+;|<br/>";
    for (String line : lines.subList(1, lines.size())) {
      assertThat(line)
          .matches(
              "  n[0-9]+(\\(\\[|\\[)\"("
                  + label
                  + ")*\"(\\]\\)|\\]):::[a-z]+|  n[0-9]+ --> n[0-9]+|  classDef [a-z]+ [a-z0-9#:,]+");
    }
    assertThat(lines).hasSize(1 + picture.boxes().size() + picture.arrows().size() + 4);
  }

  @Test
  void whatDoesNotFitIsCounted() throws Exception {
    ProvenanceGraph graph = random(21, 3_000);
    Picture picture = Picture.of(graph);
    assertThat(picture.boxes()).hasSize(Picture.MAX_BOXES + 1);
    Picture.Box rest = picture.boxes().get(Picture.MAX_BOXES);
    assertThat(rest.look()).isEqualTo(Picture.Look.REST);
    assertThat(rest.title()).isEqualTo("2,500 more");
    assertThat(picture.arrows())
        .filteredOn(arrow -> arrow.source() == Picture.MAX_BOXES)
        .isNotEmpty();
    assertThat(boxes(parsed(Svg.of(picture)).getDocumentElement())).hasSize(501);
    assertThat(Mermaid.of(picture)).contains("n500[\"2,500 more<br/>left out here\"]:::rest");
  }

  @Test
  void whatTheGraphLeavesOutIsCounted() {
    ProvenanceGraph graph = random(22, 4);
    String id = graph.nodes().get(2).id();
    Picture picture =
        Picture.of(
            new ProvenanceGraph("id", "t", graph.nodes(), graph.edges(), Map.of(id, 1_234L)));
    assertThat(picture.boxes().get(4).title()).isEqualTo("at least 1,234 more");
    assertThat(picture.arrows()).contains(new Picture.Arrow(4, 2));
  }

  @Test
  void manyArrowsAreBounded() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      nodes.add(node(i, i >= 100, random));
    }
    for (int run = 0; run < 100; run++) {
      for (int file = 100; file < 200; file++) {
        edges.add(Edge.used(nodes.get(run).id(), nodes.get(file).id(), Map.of()));
      }
    }
    Picture picture = Picture.of(new ProvenanceGraph("id", "t", nodes, edges, Map.of()));
    assertThat(picture.arrows()).hasSize(Picture.MAX_ARROWS + 100);
    assertThat(picture.boxes()).hasSize(120 + 1);
  }

  /** As a damaged archive may have it. */
  @Test
  void circlesAreDrawnAllTheSame() throws Exception {
    Random random = new Random(1);
    List<Node> nodes = List.of(node(0, true, random), node(1, false, random));
    List<Edge> edges =
        List.of(
            Edge.generated(nodes.get(0).id(), nodes.get(1).id(), Optional.empty()),
            Edge.used(nodes.get(1).id(), nodes.get(0).id(), Map.of()));
    Picture picture = Picture.of(new ProvenanceGraph("id", "t", nodes, edges, Map.of()));
    assertThat(boxes(parsed(Svg.of(picture)).getDocumentElement())).hasSize(2);
  }

  @Test
  void longTextIsCutInTheMiddle() {
    String cut = ShownText.cut("/" + "a".repeat(500) + "/te.i16", 20);
    assertThat(cut).startsWith("/aaa").endsWith("/te.i16").contains("\u2026");
    assertThat(ShownText.width(cut)).isLessThanOrEqualTo(20);
    assertThat(ShownText.cut("short", 20)).isEqualTo("short");
    assertThat(ShownText.cut("\ud83d\ude00".repeat(50), 10)).doesNotContain("\ufffd");
  }
}
