package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of code change its id, and which do not. */
class CodeIdTest {
  private static final String CALIBRATE =
      """
      package lab;
      import io.stemma.*;
      public record Calibrate(String channel) implements Transformation {
        static final double GAIN = 1.02;
        public void apply(Datum in, Output out) {
          out.write(channel, "" + Scale.scaled(GAIN));
        }
      }
      """;
  private static final String SCALE =
      """
      package lab;
      class Scale {
        static double scaled(double value) { return 3 * value; }
        static double unused(double value) { return 4 * value; }
      }
      """;

  private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();

  @TempDir Path directory;
  private CompiledSources compiled;

  @BeforeEach
  void compile() {
    compiled = new CompiledSources(directory);
  }

  private ClassLoader build(List<String> options, String... sources) throws IOException {
    return compiled.load(options, sources);
  }

  private String id(List<String> options, String type, String... sources) throws Exception {
    ClassLoader loader = build(options, sources);
    try {
      return CodeId.of(Class.forName(type, false, loader));
    } finally {
      ((URLClassLoader) loader).close();
    }
  }

  private String id(String... sources) throws Exception {
    return id(List.of(), "lab.Calibrate", sources);
  }

  @Test
  void commentsLinesAndDebugInformationDoNotCount() throws Exception {
    String id = id(CALIBRATE, SCALE);
    assertThat(id).matches("[0-9a-f]{64}");
    assertThat(id(CALIBRATE, SCALE)).as("built again").isEqualTo(id);
    assertThat(id(CALIBRATE.replace("static final", "\n/* by hand */\nstatic final"), SCALE))
        .as("a comment")
        .isEqualTo(id);
    for (String option : List.of("-g", "-g:none", "-g:vars", "-parameters")) {
      assertThat(id(List.of(option), "lab.Calibrate", CALIBRATE, SCALE)).as(option).isEqualTo(id);
    }
  }

  @Test
  void constantsInstructionsAndCalledMethodsCount() throws Exception {
    String id = id(CALIBRATE, SCALE);
    assertThat(id(CALIBRATE.replace("1.02", "1.03"), SCALE)).as("a constant").isNotEqualTo(id);
    assertThat(id(CALIBRATE.replace("\"\" +", "\" \" +"), SCALE)).as("a text").isNotEqualTo(id);
    assertThat(id(CALIBRATE, SCALE.replace("3 * value", "value * 3")))
        .as("an instruction of what is called")
        .isNotEqualTo(id);
    assertThat(
            id(
                CALIBRATE.replace("String channel", "String name").replace("(channel", "(name"),
                SCALE))
        .as("a parameter")
        .isNotEqualTo(id);
  }

  @Test
  void codeInOtherPlacesOfTheClassPathCounts() throws Exception {
    String far =
        """
        package far;
        public class Gain { public static double gain() { return 2; } }
        """;
    String user =
        """
        package lab;
        import io.stemma.*;
        public record Calibrate() implements Transformation {
          public void apply(Datum in, Output out) { out.write("x", "" + far.Gain.gain()); }
        }
        """;
    List<String> ids = new ArrayList<>();
    for (String library : List.of(far, far.replace("return 2", "return 3"), far)) {
      ClassLoader below = build(List.of(), library);
      Path classes = compiled.classes();
      Path source =
          Files.createDirectories(classes.resolveSibling("user")).resolve("Calibrate.java");
      Files.writeString(source, user);
      Path to = Files.createDirectories(directory.resolve("to" + ids.size()));
      String path = CLASSES + java.io.File.pathSeparator + classes;
      CompiledSources.compile(
          List.of("-proc:none", "-d", to.toString(), "-cp", path, source.toString()));
      try (URLClassLoader loader = new URLClassLoader(new URL[] {to.toUri().toURL()}, below)) {
        ids.add(CodeId.of(Class.forName("lab.Calibrate", false, loader)));
      }
    }
    assertThat(ids.get(1)).isNotEqualTo(ids.get(0));
    assertThat(ids.get(2)).isEqualTo(ids.get(0));
  }

  private static String nested(String main, String more) {
    return """
        package lab;
        import io.stemma.*;
        public class Day {
          public record Calibrate(int n) implements Transformation {
            public void apply(Datum in, Output out) {
              Runnable write = new Runnable() { public void run() { out.write("x", "" + n); } };
              write.run();
            }
          }
          %s
          public static void main(String[] args) { %s }
        }
        """
        .formatted(more, main);
  }

  private String nestedId(String main, String more) throws Exception {
    return id(List.of(), "lab.Day$Calibrate", nested(main, more));
  }

  @Test
  void whatIsWrittenAroundARecordDoesNotCount() throws Exception {
    String id = nestedId("", "");
    assertThat(nestedId("System.out.println();", "")).isEqualTo(id);
    assertThat(nestedId("", "record Other() {} enum More { A }")).isEqualTo(id);
  }

  private static String local(String before) {
    return """
        package lab;
        import io.stemma.*;
        public class Day {
          static Transformation made() {
            %s
            record Fit(int n) implements Transformation {
              public void apply(Datum in, Output out) { out.write("x", "" + n); }
            }
            return new Fit(1);
          }
        }
        """
        .formatted(before);
  }

  @Test
  void numbersThatCompilersAndNotebooksGiveDoNotCount() throws Exception {
    String other = "class Other {} new Object() {}.hashCode(); { class Fit {} new Fit(); }";
    assertThat(id(List.of(), "lab.Day$2Fit", local(other)))
        .isEqualTo(id(List.of(), "lab.Day$1Fit", local("")));
    String snippet =
        """
        package REPL;
        import io.stemma.*;
        class $JShell$7 {
          public static record Smooth(int n) implements Transformation {
            public void apply(Datum in, Output out) { out.write("x", "" + new $JShell$6.Half().of(n)); }
          }
        }
        """;
    String before =
        """
        package REPL;
        class $JShell$6 { public static class Half { public int of(int n) { return n / 2; } } }
        """;
    assertThat(
            id(
                List.of(),
                "REPL.$JShell$19$Smooth",
                snippet.replace("$7", "$19").replace("$6", "$18B"),
                before.replace("$6", "$18B")))
        .isEqualTo(id(List.of(), "REPL.$JShell$7$Smooth", snippet, before));
  }

  @Test
  void theNameCounts() throws Exception {
    String two =
        """
        package lab;
        import io.stemma.*;
        public class Day {
          public record A() implements Transformation {
            public void apply(Datum in, Output out) { new B().apply(in, out); }
          }
          public record B() implements Transformation {
            public void apply(Datum in, Output out) { new A().apply(in, out); }
          }
        }
        """;
    assertThat(id(List.of(), "lab.Day$A", two)).isNotEqualTo(id(List.of(), "lab.Day$B", two));
  }

  @Test
  void theJdkAndTheApiAreNotCaptured() throws Exception {
    String signal =
        """
        package lab;
        import io.stemma.*;
        import io.stemma.signal.Signal;
        public record Calibrate() implements Transformation {
          public void apply(Datum in, Output out) throws java.io.IOException {
            Signal.read(in.path()).times(2).write(out.path("x"));
          }
        }
        """;
    ClassLoader loader = build(List.of(), signal);
    CapturedCode code = CapturedCode.of(Class.forName("lab.Calibrate", false, loader));
    assertThat(code.entry()).isEqualTo("lab/Calibrate");
    assertThat(code.classes().keySet())
        .contains("lab/Calibrate", "io/stemma/signal/Signal")
        .allMatch(name -> name.startsWith("lab/") || name.startsWith("io/stemma/signal/"));
  }

  @Test
  void capturedClassesCanBeLoadedUnderTheirNames() throws Exception {
    ClassLoader loader = build(List.of(), local("class Other {} { class Fit {} new Fit(); }"));
    CapturedCode code = CapturedCode.of(Class.forName("lab.Day$2Fit", false, loader));
    assertThat(code.entry()).isEqualTo("lab/Day$1Fit");
    ClassLoader revived =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = code.classes().get(name.replace('.', '/'));
            if (file == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
          }
        };
    Class<?> fit = Class.forName("lab.Day$1Fit", true, revived);
    Constructor<?> made = fit.getDeclaredConstructor(int.class);
    made.setAccessible(true);
    Method component = fit.getDeclaredMethod("n");
    component.setAccessible(true);
    assertThat(component.invoke(made.newInstance(7))).isEqualTo(7);
    assertThat(Arrays.stream(fit.getRecordComponents()).map(each -> each.getName()))
        .containsExactly("n");
  }

  @Test
  void codeThatCannotBeFoundIsRefused() {
    Class<?> hidden = ((Runnable) () -> {}).getClass();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CapturedCode.of(hidden))
        .withMessageContaining("cannot be found by its class loader");
  }

  @Test
  void everyClassOfThisModuleHasACanonicalFormThatStaysTheSame() throws IOException {
    Path classes = Path.of("target/classes/io/stemma/internal");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        byte[] canonical = CanonicalClass.of(Files.readAllBytes(file), name -> name);
        assertThat(CanonicalClass.of(canonical, name -> name)).as("%s", file).isEqualTo(canonical);
      }
    }
  }
}
