package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.Datum;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stored code finds beside itself. */
class CodeLoaderTest {
  private final CodeLoader loader =
      new CodeLoader(new CodeBundle("lab.None", Collections.emptySortedMap()));

  @Test
  void findsTheJdkAndTheInterfacesOfStemma() throws ClassNotFoundException {
    assertThat(loader.loadClass("java.util.List")).isEqualTo(java.util.List.class);
    assertThat(loader.loadClass("java.net.http.HttpClient").getModule().getName())
        .isEqualTo("java.net.http");
    assertThat(loader.loadClass("io.stemma.Datum")).isEqualTo(Datum.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.stemma.internal.engine.Engine",
        "io.stemma.storage.ObjectStore",
        "io.stemma.signal.Signal",
        "com.google.common.collect.ImmutableList",
        "org.objectweb.asm.ClassReader",
        "lab.None"
      })
  void findsNothingElseOfTheProgram(String name) {
    assertThatExceptionOfType(ClassNotFoundException.class)
        .isThrownBy(() -> loader.loadClass(name))
        .withMessageContaining(name + ", which is neither in the stored code, nor of the JDK");
  }
}
