package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GeneratedNamesTest {
  private final GeneratedNames names = new GeneratedNames();

  @Test
  void countsTheNumbersOfCompilersAnew() {
    assertThat(names.of("lab/Day")).isEqualTo("lab/Day");
    assertThat(names.of("lab/Day$Fit")).isEqualTo("lab/Day$Fit");
    assertThat(names.of("lab/Day$7")).isEqualTo("lab/Day$1");
    assertThat(names.of("lab/Day$3")).isEqualTo("lab/Day$2");
    assertThat(names.of("lab/Day$7")).as("known").isEqualTo("lab/Day$1");
    assertThat(names.of("lab/Day$2Fit")).isEqualTo("lab/Day$1Fit");
    assertThat(names.of("lab/Day$2Fit$Line")).isEqualTo("lab/Day$1Fit$Line");
    assertThat(names.of("lab/Day$3$4")).isEqualTo("lab/Day$2$1");
    assertThat(names.of("lab/Other$9")).isEqualTo("lab/Other$1");
  }

  @Test
  void countsSnippetsAnew() {
    assertThat(names.of("REPL/$JShell$17$Smooth")).isEqualTo("REPL/$JShell$1$Smooth");
    assertThat(names.of("REPL/$JShell$12B")).isEqualTo("REPL/$JShell$2");
    assertThat(names.of("REPL/$JShell$17")).isEqualTo("REPL/$JShell$1");
    assertThat(names.of("REPL/$JShell$17$Smooth$2")).isEqualTo("REPL/$JShell$1$Smooth$1");
  }

  @Test
  void replacesNamesInDescriptors() {
    names.of("lab/Day$7");
    names.of("REPL/$JShell$17$Smooth");
    assertThat(names.in("(ILlab/Day$7;[LREPL/$JShell$17$Smooth;)Llab/Day;"))
        .isEqualTo("(ILlab/Day$1;[LREPL/$JShell$1$Smooth;)Llab/Day;");
    assertThat(names.in("lab/Day$7")).isEqualTo("lab/Day$1");
    assertThat(names.in("[[Llab/Day$7;")).isEqualTo("[[Llab/Day$1;");
    assertThat(names.in("lab/Day$8")).as("not captured").isEqualTo("lab/Day$8");
    assertThat(names.in("Look: $7 L; L")).isEqualTo("Look: $7 L; L");
  }
}
