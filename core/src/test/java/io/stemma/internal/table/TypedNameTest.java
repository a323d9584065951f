package io.stemma.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedNameTest {
  @ParameterizedTest
  @CsvSource({
    "REPL.$JShell$36$Calibrate, Calibrate",
    "REPL.$JShell$36B$Calibrate$Inner, Calibrate$Inner",
    "org.lab.Calibrate, org.lab.Calibrate",
    "org.lab.REPL.$JShell$36$Calibrate, org.lab.REPL.$JShell$36$Calibrate",
    "REPL.$JShell$Calibrate, REPL.$JShell$Calibrate"
  })
  void isAsTyped(String name, String typed) {
    assertThat(TypedName.of(name)).isEqualTo(typed);
  }
}
