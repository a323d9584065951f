package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.code.Finding.Kind;
import io.stemma.internal.code.Finding.Treatment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in code that may give other results when it is run again. */
class TrapsTest {
  @TempDir Path directory;
  private CompiledSources sources;

  @BeforeEach
  void begin() {
    sources = new CompiledSources(directory);
  }

  private static String source(String members, String body) {
    return """
        package lab;
        import java.io.*;
        import java.nio.file.*;
        import java.time.*;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.stream.*;
        public class Fit {
          %s
          Object run(Object x) throws Exception { %s }
        }
        """
        .formatted(members, body);
  }

  private CapturedCode captured(String members, String body) throws Exception {
    return CapturedCode.of(load(members, body));
  }

  private Class<?> load(String members, String body) throws Exception {
    return Class.forName("lab.Fit", false, sources.load(List.of(), source(members, body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SERVICES    | return ServiceLoader.load(Runnable.class);
          REFLECTION  | return x.getClass().getMethod("a").invoke(x);
          REFLECTION  | return x.getClass().getField("a").get(x);
          REFLECTION  | return x.getClass().getConstructor().newInstance();
          REFLECTION  | return java.lang.invoke.MethodHandles.lookup().findStatic(null, "a", null);
          ENVIRONMENT | return System.getenv("HOME");
          ENVIRONMENT | return System.getProperty("user.home");
          ENVIRONMENT | return Integer.getInteger("n");
          ENVIRONMENT | return Boolean.getBoolean("n");
          ENVIRONMENT | return Runtime.getRuntime().availableProcessors();
          DEFAULTS    | return Locale.getDefault();
          DEFAULTS    | return ZoneId.systemDefault();
          DEFAULTS    | return TimeZone.getDefault();
          DEFAULTS    | return java.nio.charset.Charset.defaultCharset();
          DEFAULTS    | return String.format("%f", 1.0);
          DEFAULTS    | return "i".toUpperCase();
          CLOCK       | return System.currentTimeMillis();
          CLOCK       | return System.nanoTime();
          CLOCK       | return Instant.now();
          CLOCK       | return LocalDate.now();
          CLOCK       | return new Date();
          CLOCK       | return Clock.systemUTC();
          CLOCK       | return Stream.generate(Instant::now);
          RANDOM      | return Math.random();
          RANDOM      | return new Random().nextInt();
          RANDOM      | return new SplittableRandom().nextInt();
          RANDOM      | return ThreadLocalRandom.current().nextInt();
          RANDOM      | return new java.security.SecureRandom().nextInt();
          RANDOM      | return UUID.randomUUID();
          RANDOM      | return Stream.generate(Math::random);
          OUTSIDE     | return new FileInputStream("a");
          OUTSIDE     | return new RandomAccessFile("a", "r");
          OUTSIDE     | return Path.of("a");
          OUTSIDE     | return Paths.get("a");
          OUTSIDE     | return new java.net.Socket("a", 1);
          OUTSIDE     | return new java.net.URL("http://a").openStream();
          OUTSIDE     | return java.net.http.HttpClient.newHttpClient();
          OUTSIDE     | return new ProcessBuilder("a").start();
          OUTSIDE     | return Runtime.getRuntime().exec("a");
          OUTSIDE     | return System.in.read();
          THREADS     | Thread t = new Thread(() -> {}); t.start(); return t;
          THREADS     | return Executors.newCachedThreadPool();
          THREADS     | return ForkJoinPool.commonPool();
          THREADS     | return CompletableFuture.supplyAsync(() -> 1);
          THREADS     | return List.of(1).parallelStream();
          THREADS     | return Stream.of(1).parallel();
          IDENTITY    | return System.identityHashCode(x);
          IDENTITY    | return x.hashCode();
          ORDER       | return Set.of(1, 2);
          ORDER       | return Map.of(1, 2, 3, 4);
          ORDER       | return Set.copyOf(List.of(1, 2));
          ORDER       | return Stream.of(1, 2).collect(Collectors.toUnmodifiableSet());
          RESOURCE    | return getClass().getResource("" + x);
          RESOURCE    | return getClass().getResource("none.csv");
          CLASS_BY_NAME | return Class.forName("" + x);
          CLASS_BY_NAME | return Class.forName("lab.None");
          CLASS_BY_NAME | return getClass().getClassLoader().loadClass("" + x);
          """)
  void isWarnedOf(Kind kind, String body) throws Exception {
    assertThat(captured("", body).findings().kept())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(kind);
              assertThat(found.treatment()).isEqualTo(Treatment.WARNED);
              assertThat(found.type()).isEqualTo("lab.Fit");
              assertThat(found.method()).matches("run|lambda.*");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return new Random(7).nextInt();",
        "return new SplittableRandom(7).nextInt();",
        "return new Date(7);",
        "return Instant.now((Clock) x);",
        "return String.format(Locale.ROOT, \"%f\", 1.0);",
        "return Set.of(1);",
        "return Map.of(1, 2);",
        "return List.of(1, 2);",
        "return Class.forName(\"java.lang.String\");",
        "return \"a\".hashCode();",
      })
  void isNothingToTellOf(String body) throws Exception {
    assertThat(captured("", body).findings().kept()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          native int a(); | return a();
          static native int a(); | return a();
          '' | System.loadLibrary("a"); return x;
          '' | System.load("/a"); return x;
          """)
  void nativeCodeIsRefused(String members, String body) throws Exception {
    CapturedCode code = captured(members, body);
    assertThat(code.findings().refused())
        .singleElement()
        .extracting(Finding::kind)
        .isEqualTo(Kind.NATIVE);
  }

  @Test
  void whatNothingCallsIsNotLookedAt() throws Exception {
    String main = "static native int a(); static void main() { a(); System.nanoTime(); }";
    assertThat(captured(main, "return x;").findings().kept()).isEmpty();
    assertThat(
            captured("class Clocks { long a() { return System.nanoTime(); } }", "return x;")
                .findings()
                .kept())
        .isEmpty();
    assertThat(
            captured(
                    "static class Clocks { long a() { return System.nanoTime(); } }",
                    "return new Clocks();")
                .findings()
                .of(Kind.CLOCK))
        .hasSize(1);
  }

  @Test
  void threadsOfItsOwnAreFound() throws Exception {
    String worker = "static class Worker extends Thread {}";
    assertThat(captured(worker, "new Worker().start(); return x;").findings().of(Kind.THREADS))
        .hasSize(1);
  }

  @Test
  void theOwnClassComesFirstAndOthersAreCounted() throws Exception {
    StringBuilder other = new StringBuilder("package lab; class Abc {");
    for (int i = 0; i < 150; i++) {
      other.append("static long a" + i + "() { return System.nanoTime(); }");
    }
    other.append("static void all() {");
    for (int i = 0; i < 150; i++) {
      other.append("a" + i + "();");
    }
    other.append("}}");
    String own =
        source(
            "static class Near { long a() { return System.nanoTime(); } }",
            "Abc.all(); new Near().a(); return System.nanoTime() + System.nanoTime();");
    ClassLoader loader = sources.load(List.of(), other.toString(), own);
    Findings findings = CapturedCode.of(Class.forName("lab.Fit", false, loader)).findings();
    assertThat(findings.kept()).hasSize(100);
    assertThat(findings.more()).isEqualTo(52);
    assertThat(findings.kept().subList(0, 3))
        .extracting(Finding::type)
        .containsExactly("lab.Fit", "lab.Fit$Near", "lab.Abc");
    assertThat(findings.kept().get(0))
        .hasToString("lab.Fit.run asks for the time (java.lang.System.nanoTime)");
  }

  @Test
  void classesOfStemmaThatReplayedCodeDoesNotFindAreToldOf() {
    assertThat(CapturedCode.of(UsesInternals.class).findings().of(Kind.INTERNALS))
        .extracting(Finding::what)
        .contains(
            "uses io.stemma.internal.base.Hash of Stemma, which is not of its API and not kept");
  }

  /** Uses what only this module can. */
  static final class UsesInternals {
    Object run() {
      return io.stemma.internal.base.Hash.of(new byte[0]);
    }
  }
}
