package io.stemma.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names file systems take. */
class TargetNamesTest {
  private static final TargetNames POSIX = new TargetNames(false, false, StandardCharsets.UTF_8);
  private static final TargetNames ASCII = new TargetNames(false, false, StandardCharsets.US_ASCII);
  private static final TargetNames WINDOWS = new TargetNames(true, true, StandardCharsets.UTF_8);

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\0b"})
  void takesNothingThatIsNoName(String name) {
    assertThat(POSIX.problem(name)).isPresent();
    assertThat(WINDOWS.problem(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CON",
        "nul",
        "Aux.txt",
        "prn.a.b",
        "COM1",
        "lpt\u00b2.x",
        "con ",
        "a.",
        "a ",
        "a:b",
        "a?",
        "a*",
        "<",
        "a\\b",
        "a\nb"
      })
  void knowsWhatWindowsForbids(String name) {
    assertThat(WINDOWS.problem(name)).isPresent();
    assertThat(POSIX.problem(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "..a", " a", "console", "com", "com10", "te.i16", "\u00e4", "~"})
  void takesOtherNames(String name) {
    assertThat(WINDOWS.problem(name)).isEmpty();
    assertThat(POSIX.problem(name)).isEmpty();
  }

  @Test
  void knowsTheEncoding() {
    assertThat(ASCII.problem("\u00e4").orElseThrow()).contains("LC_ALL=C.UTF-8");
    assertThat(ASCII.problem("a")).isEmpty();
    assertThat(POSIX.problem("\ud83d\ude00".repeat(63) + "abc")).isEmpty();
    assertThat(POSIX.problem("\ud83d\ude00".repeat(64))).isPresent();
    assertThat(WINDOWS.problem("\u00e4".repeat(255))).isEmpty();
    assertThat(WINDOWS.problem("\u00e4".repeat(256))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "A,a,true",
    "\u00c4,\u00e4,true",
    "\u03a3,\u03c2,true",
    "a,b,false",
    "\u0130,x,false"
  })
  void foldsCase(String one, String other, boolean same) {
    assertThat(WINDOWS.folded(one).equals(WINDOWS.folded(other))).isEqualTo(same);
    assertThat(POSIX.folded(one)).isEqualTo(one);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void triesWhetherCaseIsFolded() {
    assertThat(TargetNames.of(temp).folds()).isFalse();
    assertThat(temp).isEmptyDirectory();
  }
}
