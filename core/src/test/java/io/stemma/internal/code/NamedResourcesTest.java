package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.internal.code.Finding.Kind;
import io.stemma.internal.code.Finding.Treatment;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources and classes that code names, and that are kept with it. */
class NamedResourcesTest {
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

  private Class<?> load(String members, String body) throws Exception {
    return Class.forName("lab.Fit", false, sources.load(List.of(), source(members, body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getClass().getResourceAsStream(\"cal.csv\")",
        "Fit.class.getResource(\"cal.csv\").openStream()",
        "getClass().getResourceAsStream(\"/lab/cal.csv\")",
        "getClass().getClassLoader().getResourceAsStream(\"lab/cal.csv\")",
      })
  void resourcesByConstantsAreCaptured(String call) throws Exception {
    String text =
        "static String text() throws Exception { try (var in = %s) {"
            + " return new String(in.readAllBytes(), \"UTF-8\"); } }";
    String body = "return text();";
    String members = text.formatted(call.replace("getClass()", "Fit.class"));
    Class<?> type = load(members, body);
    Files.writeString(sources.classes().resolve("lab/cal.csv"), "7.0");
    CapturedCode code = CapturedCode.of(type);
    assertThat(code.resources().get("lab/cal.csv")).asString().isEqualTo("7.0");
    assertThat(code.findings().of(Kind.RESOURCE).map(Finding::treatment))
        .containsExactly(Treatment.CAPTURED);
    assertThat(CodeId.id(code)).isEqualTo(CodeId.of(type));

    Files.delete(sources.classes().resolve("lab/cal.csv"));
    assertThat(ReplayedClass.call(ReplayedClass.of(code), "text", new Class<?>[0]))
        .isEqualTo("7.0");

    Class<?> again = load(members, body);
    Files.writeString(sources.classes().resolve("lab/cal.csv"), "8.0");
    assertThat(CodeId.of(again)).as("another content").isNotEqualTo(CodeId.of(type));
  }

  @Test
  void resourcesOfJarsAreCapturedAndDirectoriesAreNot() throws Exception {
    String constants =
        "return List.of(getClass().getResource(\"/cal/a.csv\"),"
            + " getClass().getResource(\"/cal\"), getClass().getResource(\"Fit.class\"));";
    ClassLoader unused = sources.load(List.of(), source("", constants));
    Path jar = directory.resolve("lab.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      zip.putNextEntry(new JarEntry("lab/Fit.class"));
      zip.write(Files.readAllBytes(sources.classes().resolve("lab/Fit.class")));
      zip.putNextEntry(new JarEntry("cal/"));
      zip.putNextEntry(new JarEntry("cal/a.csv"));
      zip.write('7');
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      CapturedCode code = CapturedCode.of(Class.forName("lab.Fit", false, loader));
      assertThat(code.resources()).containsOnlyKeys("cal/a.csv");
    }
  }

  @Test
  void hugeResourcesAreRefused() throws Exception {
    Class<?> type = load("", "return getClass().getResource(\"huge.bin\");");
    Path huge = sources.classes().resolve("lab/huge.bin");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength((64 << 20) + 1);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CapturedCode.of(type))
        .withMessageContaining("class lab.Fit names resource lab/huge.bin")
        .withMessageContaining("make it an input of the pipeline");
  }

  @Test
  void classesByConstantNamesAreCaptured() throws Exception {
    String far =
        """
        package far;
        public class Gain { public double by() { return System.nanoTime(); } }
        """;
    for (String call :
        List.of(
            "Class.forName(\"far.Gain\")",
            "Class.forName(\"far.Gain\", true, getClass().getClassLoader())",
            "getClass().getClassLoader().loadClass(\"far.Gain\")")) {
      ClassLoader loader = sources.load(List.of(), far, source("", "return " + call + ";"));
      CapturedCode code = CapturedCode.of(Class.forName("lab.Fit", false, loader));
      assertThat(code.classes()).as(call).containsKey("far/Gain");
      assertThat(code.findings().kept())
          .as(call)
          .extracting(Finding::kind)
          .containsExactly(Kind.CLASS_BY_NAME, Kind.CLOCK);
    }
  }
}
