package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a user of the module can reach, seen from another module. */
class ModuleTest {
  private final Module core = Archive.class.getModule();

  @Test
  void exportsTheApiAndNothingElse() {
    assertThat(core.getName()).isEqualTo("io.stemma");
    Set<String> exported =
        core.getDescriptor().exports().stream()
            .filter(e -> !e.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    assertThat(exported)
        .containsExactlyInAnyOrder(
            "io.stemma",
            "io.stemma.display",
            "io.stemma.execution",
            "io.stemma.signal",
            "io.stemma.storage");
    assertThat(core.getDescriptor().opens()).isEmpty();
  }

  @Test
  void keepsItsInsideOutOfReach() throws ClassNotFoundException {
    Class<?> inside = Class.forName("io.stemma.internal.engine.Archives");
    assertThatThrownBy(() -> inside.getMethods()[0].invoke(null))
        .isInstanceOf(IllegalAccessException.class);
  }
}
