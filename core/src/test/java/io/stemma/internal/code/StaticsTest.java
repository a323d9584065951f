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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Static fields that a program has changed, and what becomes of them when its code is replayed. */
class StaticsTest {
  @TempDir Path directory;
  private FitProgram fit;

  @BeforeEach
  void begin() {
    fit = new FitProgram(directory);
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
    Class<?> type =
        fit.program("static " + parts[0] + ";", parts[1] + ";", "return " + parts[2] + ";");
    CapturedCode code = CapturedCode.of(type);
    assertThat(FitProgram.treatments(code)).containsExactly(Finding.Treatment.CAPTURED);
    double was = ReplayedClass.f(type, 0);
    double is = ReplayedClass.f(ReplayedClass.of(code), 0);
    assertThat(Double.doubleToRawLongBits(is)).isEqualTo(Double.doubleToRawLongBits(was));
  }

  @Test
  void theDocumentedBytesAreWritten() throws Exception {
    Class<?> type = fit.program("static double gain;", "gain = 7;", "return gain;");
    byte[] json = CapturedCode.of(type).resources().get(StaticRestore.RESOURCE);
    String text = new String(Objects.requireNonNull(json), StandardCharsets.UTF_8);
    assertThat(Files.readString(Path.of("../docs/FORMAT.md"))).contains("`" + text + "`");
    assertThat(StaticsJson.decode(json).encode()).isEqualTo(json);
  }

  @Test
  void anotherValueIsOtherCode() throws Exception {
    Class<?> type =
        fit.load("static double v = 1; static void set(double to) { v = to; }", "", "return v;");
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
        fit.program("enum Way { A, B } static Way v = Way.A;", "v = Way.B;", "return v.ordinal();");
    assertThat(ReplayedClass.f(ReplayedClass.of(CapturedCode.of(type)), 0)).isEqualTo(1);
  }

  @Test
  void whatInitialisersMakeOfAValueFollowsIt() throws Exception {
    Class<?> type =
        fit.program(
            "static double gain = 1; static class Late { static final double[] V = {10 * gain}; }",
            "gain = 7;",
            "return gain + Late.V[0];");
    CapturedCode code = CapturedCode.of(type);
    assertThat(FitProgram.treatments(code)).containsExactly(Finding.Treatment.CAPTURED);
    assertThat(ReplayedClass.f(ReplayedClass.of(code), 0)).isEqualTo(77);
  }

  @Test
  void whatWasMadeOfAnEarlierValueIsRefused() throws Exception {
    Class<?> type =
        fit.program(
            "static double gain = 1; static class Late { static final double[] V = {10 * gain}; }",
            "gain = 7; Late.V.clone(); gain = 8;",
            "return gain + Late.V[0];");
    assertThat(FitProgram.treatments(CapturedCode.of(type))).contains(Finding.Treatment.REFUSED);
  }

  @Test
  void aRefusalNamesTheFieldBothValuesAndTheReader() throws Exception {
    Class<?> type =
        fit.program("static final double[] CAL = {1};", "CAL[0] = 7;", "return CAL[0];");
    assertThat(CapturedCode.of(type).findings().refused())
        .singleElement()
        .hasToString(
            "lab.Fit.f reads static field lab.Fit.CAL, which holds double[1] that begins with 7.0,"
                + " and double[1] that begins with 1.0 when the code is loaded anew");
  }

  @Test
  void secretsAreNeitherKeptNorShown() throws Exception {
    Class<?> type =
        fit.program("static String token = \"\";", "token = \"hush\";", "return token.length();");
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
        fit.program(
            "static int count;", "count++; System.out.print(count > 9 ? 1 : \"\");", "return x;");
    assertThat(CapturedCode.of(type).findings().kept()).isEmpty();
  }

  @Test
  void aChangeWhileAJobRunsIsFound() throws Exception {
    Class<?> type =
        fit.load(
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
    Class<?> type = fit.load("private static double[] table;", "", f);
    Statics statics = Statics.of(type);
    Statics.Snapshot before = statics.now();
    String id = CodeId.of(type);
    double unused = ReplayedClass.f(type, 1);
    assertThat(statics.changesSince(before))
        .singleElement()
        .matches(change -> change.treatment() == Finding.Treatment.WARNED);
    assertThat(FitProgram.treatments(CapturedCode.of(type)))
        .containsExactly(Finding.Treatment.WARNED);
    assertThat(CodeId.of(type)).isEqualTo(id);
  }

  @Test
  void aFieldThatTheProgramFilledIsRefusedThoughItLooksLikeACache() throws Exception {
    String f = "if (table == null) { table = new double[] {3}; } return table[0] * x;";
    Class<?> type = fit.program("private static double[] table;", "table = new double[] {7};", f);
    assertThat(FitProgram.treatments(CapturedCode.of(type)))
        .containsExactly(Finding.Treatment.REFUSED);
  }

  @Test
  void aClassThatCannotBeInitialisedIsComparedByWhy() throws Exception {
    Class<?> type =
        fit.load(
            "static class Bad { static double[] V = {1 / Integer.parseInt(\"0\")}; }",
            "",
            "return x > 0 ? x : Bad.V[0];");
    assertThat(CapturedCode.of(type).findings().kept()).isEmpty();
  }

  @Test
  void valuesThatDoNotFitAreMalformed() throws Exception {
    CapturedCode code =
        CapturedCode.of(
            fit.load("static int v; static final int[] W = {1};", "", "return v + W[0];"));
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
      ClassLoader loader = new CodeLoader(CodeBundle.of(code));
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> StaticRestore.restore(json, loader))
          .withMessageContaining(value.owner() + "." + value.field());
    }
  }
}
