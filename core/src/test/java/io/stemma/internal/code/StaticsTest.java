package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.StaticsJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Static fields that a program has changed, and what becomes of them when its code is replayed. */
class StaticsTest {
  @TempDir Path directory;
  private CompiledSources sources;

  @BeforeEach
  void begin() {
    sources = new CompiledSources(directory);
  }

  /** A program whose {@code main} does something before {@code f} is captured. */
  private Class<?> program(String members, String main, String f) throws Exception {
    Class<?> type = load(members, main, f);
    ReplayedClass.call(type, "main", new Class<?>[0]);
    return type;
  }

  private Class<?> load(String members, String main, String f) throws Exception {
    String source =
        """
        package lab;
        import java.util.*;
        import java.util.concurrent.atomic.*;
        import java.util.function.*;
        public class Fit {
          %s
          static void main() { %s }
          double run(double x) { return f(x); }
          static double f(double x) { %s }
        }
        """
            .formatted(members, main, f);
    return Class.forName("lab.Fit", false, sources.load(List.of(), source));
  }

  private static List<Finding.Treatment> treatments(CapturedCode code) {
    return code.findings().of(Finding.Kind.STATIC).map(Finding::treatment).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "double v; v = 7; v",
        "double v; v = Double.longBitsToDouble(0x7ff8000000000123L); v",
        "double v; v = -0.0; 1 / v",
        "float v; v = 1 / 3f; v",
        "float v = 3; v = Float.intBitsToFloat(0x7fc00123); v",
        "int v = 3; v = Integer.MIN_VALUE; v",
        "long v; v = Long.MAX_VALUE; v",
        "char v; v = '\\ud800'; v",
        "byte v; v = -7; v",
        "short v; v = -300; v",
        "boolean v; v = true; v ? 1 : 0",
        "Double v; v = 7.0; v == null ? 0 : v",
        "Number v = 1; v = 8L; v.doubleValue()",
        "Integer v = 4; v = null; v == null ? -1 : v",
        "String v = \"a\"; v = \"caf\\u00e9 \\ud83d\\ude00\"; v.hashCode()",
        "Thread.State v; v = Thread.State.BLOCKED; v == null ? 0 : v.ordinal()",
      })
  void plainValuesAreCaptured(String program) throws Exception {
    String[] parts = program.split("; ");
    Class<?> type = program("static " + parts[0] + ";", parts[1] + ";", "return " + parts[2] + ";");
    CapturedCode code = CapturedCode.of(type);
    assertThat(treatments(code)).containsExactly(Finding.Treatment.CAPTURED);
    double was = ReplayedClass.f(type, 0);
    double is = ReplayedClass.f(ReplayedClass.of(code), 0);
    assertThat(Double.doubleToRawLongBits(is)).isEqualTo(Double.doubleToRawLongBits(was));
  }

  @Test
  void theDocumentedBytesAreWritten() throws Exception {
    Class<?> type = program("static double gain;", "gain = 7;", "return gain;");
    byte[] json = CapturedCode.of(type).resources().get(StaticRestore.RESOURCE);
    String text = new String(Objects.requireNonNull(json), StandardCharsets.UTF_8);
    assertThat(Files.readString(Path.of("../docs/FORMAT.md"))).contains("`" + text + "`");
    assertThat(StaticsJson.decode(json).encode()).isEqualTo(json);
  }

  @Test
  void anotherValueIsOtherCode() throws Exception {
    Class<?> type =
        load("static double v = 1; static void set(double to) { v = to; }", "", "return v;");
    String first = CodeId.of(type);
    assertThat(CapturedCode.of(type).findings().kept()).isEmpty();
    ReplayedClass.call(type, "set", new Class<?>[] {double.class}, 2.0);
    String second = CodeId.of(type);
    assertThat(second).isNotEqualTo(first);
    assertThat(CodeId.id(CapturedCode.of(type))).isEqualTo(second);
    ReplayedClass.call(type, "set", new Class<?>[] {double.class}, 1.0);
    assertThat(CodeId.of(type)).isEqualTo(first);
    assertThat(CodeId.id(CapturedCode.of(type, true))).as("declared").isNotEqualTo(first);
  }

  @Test
  void anEnumOfTheProgramIsCaptured() throws Exception {
    Class<?> type =
        program("enum Way { A, B } static Way v = Way.A;", "v = Way.B;", "return v.ordinal();");
    assertThat(ReplayedClass.f(ReplayedClass.of(CapturedCode.of(type)), 0)).isEqualTo(1);
  }

  static Stream<Arguments> changed() {
    return Stream.of(
        Arguments.of("static final double[] v = {1};", "v[0] = 7;", "return v[0];"),
        Arguments.of("static double[] v;", "v = new double[] {7};", "return v == null ? 0 : v[0];"),
        Arguments.of(
            "static final List<Double> v = new ArrayList<>();", "v.add(7.0);", "return v.size();"),
        Arguments.of(
            "static final Map<String, Double> v = new HashMap<>();",
            "v.put(\"a\", 7.0);",
            "return v.size();"),
        Arguments.of(
            "static final AtomicInteger v = new AtomicInteger();", "v.set(7);", "return v.get();"),
        Arguments.of(
            "static final DoubleAdder v = new DoubleAdder();", "v.add(7);", "return v.sum();"),
        Arguments.of(
            "static final StringBuilder v = new StringBuilder();",
            "v.append(7);",
            "return v.length();"),
        Arguments.of("static final BitSet v = new BitSet();", "v.set(7);", "return v.length();"),
        Arguments.of("static final Date v = new Date(0);", "v.setTime(7);", "return v.getTime();"),
        Arguments.of(
            "static final AtomicReference<double[]> v = new AtomicReference<>(new double[1]);",
            "v.get()[0] = 7;",
            "return v.get()[0];"),
        Arguments.of(
            "static class Box { double it; } static final Box v = new Box();",
            "v.it = 7;",
            "return v.it;"),
        Arguments.of(
            "enum Way { A; double it; }", "Way.A.it = 7;", "return Way.valueOf(\"A\").it;"),
        Arguments.of("enum Way { A; double it; }", "Way.A.it = 7;", "return Way.values()[0].it;"),
        Arguments.of(
            "static class Base { static double[] v = {1}; } static class Sub extends Base {}",
            "Base.v[0] = 7;", "return Sub.v[0];"),
        Arguments.of(
            "static final Set<Integer> v = new HashSet<>(List.of(33, 17, 1));",
            "for (int i = 0; i < 99; i++) { v.add(i); } v.retainAll(List.of(1, 17, 33));"
                + " v.remove(1); v.add(1);",
            "double y = 0; for (int i : v) { y = y / 3 + i; } return y;"),
        Arguments.of(
            "static DoubleUnaryOperator v = x -> x;", "v = x -> 7;", "return v.applyAsDouble(x);"),
        Arguments.of(
            "static final List<DoubleUnaryOperator> v = new ArrayList<>(List.of(x -> x));",
            "v.set(0, x -> 7);",
            "return v.get(0).applyAsDouble(x);"),
        Arguments.of(
            "static final Iterator<Integer> v = List.of(1, 2).iterator();",
            "v.next();",
            "return v.next();"),
        Arguments.of("static final Random v = new Random(1);", "", "return v.nextDouble();"),
        Arguments.of(
            "static final SplittableRandom v = new SplittableRandom(1);",
            "",
            "return v.nextDouble();"),
        Arguments.of("static final long v = System.nanoTime();", "", "return v;"),
        Arguments.of(
            "static String password = \"\";", "password = \"7\";", "return password.length();"));
  }

  @ParameterizedTest
  @MethodSource("changed")
  void othersAreRefused(String members, String main, String f) throws Exception {
    CapturedCode code = CapturedCode.of(program(members, main, f));
    assertThat(treatments(code)).contains(Finding.Treatment.REFUSED);
  }

  static Stream<Arguments> unchanged() {
    return Stream.of(
        Arguments.of(
            "static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Fit.class);",
            "LOG.info(\"{}\", x); return x;"),
        Arguments.of("static final double[] V = {1, 2};", "return V[0];"),
        Arguments.of(
            "static final Map<String, DoubleUnaryOperator> V = Map.of(\"a\", x -> x, \"b\", x -> 2 * x);",
            "return V.get(\"b\").applyAsDouble(x);"),
        Arguments.of(
            "enum Way { A(x -> x), B(x -> 2 * x); final DoubleUnaryOperator f;"
                + " Way(DoubleUnaryOperator f) { this.f = f; } }",
            "double y = 0; for (Way way : Way.values()) { y += way.f.applyAsDouble(x); } return y;"),
        Arguments.of(
            "enum Way { A, B, C } static final Map<Way, Double> V = new HashMap<>();"
                + " static { for (Way way : Way.values()) { V.put(way, 1.0 * way.ordinal()); } }",
            "return V.get(Way.B);"),
        Arguments.of(
            "static final Comparator<String> V = new Comparator<>() {"
                + " public int compare(String a, String b) { return a.length() - b.length(); } };",
            "return V.compare(\"a\", \"bc\");"),
        Arguments.of(
            "record P(double a, List<Double> b) {} static final P V = new P(1, List.of(2.0));",
            "return V.a() + V.b().get(0);"),
        Arguments.of(
            "static final Object V = new Object(); static int n = 3;",
            "synchronized (V) { return n; }"),
        Arguments.of(
            "static class Node { Node next; } static final Node V = new Node();"
                + " static { Node last = V; for (int i = 0; i < 50_000; i++) {"
                + " last.next = new Node(); last = last.next; } last.next = V; }",
            "return V.next == null ? 0 : 1;"),
        Arguments.of(
            "static final java.text.DecimalFormat V = new java.text.DecimalFormat(\"0.0\");"
                + " static final java.util.regex.Pattern P = java.util.regex.Pattern.compile(\"a\");"
                + " static final Locale L = Locale.ROOT;"
                + " static final java.time.Duration D = java.time.Duration.ofDays(1);"
                + " static final java.math.BigDecimal B = new java.math.BigDecimal(\"1.0\");",
            "return V.format(x).length() + P.pattern().length() + L.toString().length()"
                + " + D.toDays() + B.doubleValue();"));
  }

  @ParameterizedTest
  @MethodSource("unchanged")
  void whatTheCodeMakesItselfIsNothingToTellOf(String members, String f) throws Exception {
    Class<?> type = program(members, "", f);
    CapturedCode code = CapturedCode.of(type);
    assertThat(code.findings().of(Finding.Kind.STATIC)).isEmpty();
    assertThat(ReplayedClass.f(ReplayedClass.of(code), 3)).isEqualTo(ReplayedClass.f(type, 3));
  }

  @Test
  void whatInitialisersMakeOfAValueFollowsIt() throws Exception {
    Class<?> type =
        program(
            "static double gain = 1; static class Late { static final double[] V = {10 * gain}; }",
            "gain = 7;",
            "return gain + Late.V[0];");
    CapturedCode code = CapturedCode.of(type);
    assertThat(treatments(code)).containsExactly(Finding.Treatment.CAPTURED);
    assertThat(ReplayedClass.f(ReplayedClass.of(code), 0)).isEqualTo(77);
  }

  @Test
  void whatWasMadeOfAnEarlierValueIsRefused() throws Exception {
    Class<?> type =
        program(
            "static double gain = 1; static class Late { static final double[] V = {10 * gain}; }",
            "gain = 7; Late.V.clone(); gain = 8;",
            "return gain + Late.V[0];");
    assertThat(treatments(CapturedCode.of(type))).contains(Finding.Treatment.REFUSED);
  }

  @Test
  void aRefusalNamesTheFieldBothValuesAndTheReader() throws Exception {
    Class<?> type = program("static final double[] CAL = {1};", "CAL[0] = 7;", "return CAL[0];");
    assertThat(CapturedCode.of(type).findings().refused())
        .singleElement()
        .hasToString(
            "lab.Fit.f reads static field lab.Fit.CAL, which holds double[1] that begins with 7.0,"
                + " and double[1] that begins with 1.0 when the code is loaded anew");
  }

  @Test
  void secretsAreNeitherKeptNorShown() throws Exception {
    Class<?> type =
        program("static String token = \"\";", "token = \"hush\";", "return token.length();");
    CapturedCode code = CapturedCode.of(type);
    assertThat(code.findings().refused().toString()).doesNotContain("hush");
    assertThat(
            new String(
                code.resources().get(StaticRestore.RESOURCE),
                java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("hush");
  }

  @Test
  void fieldsThatOnlyTheProgramReadsDoNotCount() throws Exception {
    Class<?> type =
        program(
            "static int count;", "count++; System.out.print(count > 9 ? 1 : \"\");", "return x;");
    assertThat(CapturedCode.of(type).findings().kept()).isEmpty();
  }

  @Test
  void aChangeWhileAJobRunsIsFound() throws Exception {
    Class<?> type =
        load(
            "static int count; static final List<Double> ALL = new ArrayList<>();",
            "",
            "ALL.add(x); return count++ + ALL.size();");
    Statics statics = Statics.of(type);
    Statics.Snapshot before = statics.now();
    assertThat(statics.changesSince(before)).isEmpty();
    double unused = ReplayedClass.f(type, 1);
    assertThat(statics.changesSince(before))
        .allMatch(Finding::isRefused)
        .extracting(Finding::toString)
        .containsExactly(
            "lab.Fit.f reads static field lab.Fit.ALL, which changed from ArrayList of 0 to"
                + " ArrayList of 1 while the job ran",
            "lab.Fit.f reads static field lab.Fit.count, which changed from 0 to 1 while the job"
                + " ran");
  }

  @Test
  void aCacheThatAJobFillsIsToldOf() throws Exception {
    String f = "if (table == null) { table = new double[] {3}; } return table[0] * x;";
    Class<?> type = load("private static double[] table;", "", f);
    Statics statics = Statics.of(type);
    Statics.Snapshot before = statics.now();
    String id = CodeId.of(type);
    double unused = ReplayedClass.f(type, 1);
    assertThat(statics.changesSince(before))
        .singleElement()
        .matches(change -> change.treatment() == Finding.Treatment.WARNED);
    assertThat(treatments(CapturedCode.of(type))).containsExactly(Finding.Treatment.WARNED);
    assertThat(CodeId.of(type)).isEqualTo(id);
  }

  @Test
  void aFieldThatTheProgramFilledIsRefusedThoughItLooksLikeACache() throws Exception {
    String f = "if (table == null) { table = new double[] {3}; } return table[0] * x;";
    Class<?> type = program("private static double[] table;", "table = new double[] {7};", f);
    assertThat(treatments(CapturedCode.of(type))).containsExactly(Finding.Treatment.REFUSED);
  }

  @Test
  void aClassThatCannotBeInitialisedIsComparedByWhy() throws Exception {
    Class<?> type =
        load(
            "static class Bad { static double[] V = {1 / Integer.parseInt(\"0\")}; }",
            "",
            "return x > 0 ? x : Bad.V[0];");
    assertThat(CapturedCode.of(type).findings().kept()).isEmpty();
  }

  @Test
  void valuesThatDoNotFitAreMalformed() throws Exception {
    CapturedCode code =
        CapturedCode.of(load("static int v; static final int[] W = {1};", "", "return v + W[0];"));
    for (StaticsJson.Value value :
        List.of(
            new StaticsJson.Value("lab.Fit", "none", "int", "1"),
            new StaticsJson.Value("lab.Fit", "v", "int", "x"),
            new StaticsJson.Value("lab.Fit", "v", "string", "x"),
            new StaticsJson.Value("lab.Fit", "v", "enum", "lab.Fit#A"),
            new StaticsJson.Value("lab.Fit", "W", "null", ""),
            new StaticsJson.Value("java.lang.System", "out", "null", ""),
            new StaticsJson.Value("lab.None", "v", "int", "1"))) {
      byte[] json = new StaticsJson(List.of(value), List.of()).encode();
      ClassLoader loader = new RevivedClasses(code.classes(), code.resources());
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> StaticRestore.restore(json, loader))
          .withMessageContaining(value.owner() + "." + value.field());
    }
  }
}
