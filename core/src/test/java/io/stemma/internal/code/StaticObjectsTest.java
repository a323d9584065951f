package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects in static fields, compared with those of the same code that is loaded anew. */
class StaticObjectsTest {
  @TempDir Path directory;
  private FitProgram fit;

  @BeforeEach
  void begin() {
    fit = new FitProgram(directory);
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
            "Base.v[0] = 7;", "return Sub.v[0];"));
  }

  static Stream<Arguments> changedOrIncomparable() {
    return Stream.of(
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
  @MethodSource({"changed", "changedOrIncomparable"})
  void othersAreRefused(String members, String main, String f) throws Exception {
    CapturedCode code = CapturedCode.of(fit.program(members, main, f));
    assertThat(FitProgram.treatments(code)).contains(Finding.Treatment.REFUSED);
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
    Class<?> type = fit.program(members, "", f);
    CapturedCode code = CapturedCode.of(type);
    assertThat(code.findings().of(Finding.Kind.STATIC)).isEmpty();
    assertThat(ReplayedClass.f(ReplayedClass.of(code), 3)).isEqualTo(ReplayedClass.f(type, 3));
  }
}
