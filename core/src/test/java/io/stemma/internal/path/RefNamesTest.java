package io.stemma.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.InvalidNameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"main", "2024A", "te-2024.1", "a", "0", "cafe", "123456", "cafe123x", "a..b"})
  void accepts(String name) {
    assertThat(RefNames.check("branch", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-a", ".a", "_a", "a.", "a b", "a/b", "a~1", "a:b", "\u00e9", "a\n", "heads/x"
      })
  void refuses(String name) {
    assertThatThrownBy(() -> RefNames.check("branch", name))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageStartingWith("not a name of a branch: \"" + name + "\": ");
  }

  @Test
  void refusesWhatLooksLikeAnId() {
    assertThatThrownBy(() -> RefNames.check("tag", "cafe123"))
        .hasMessage(
            "not a name of a tag: \"cafe123\": it could be taken for a commit id; add another"
                + " character, as in vcafe123");
    assertThat(RefNames.isIdPrefix("cafe123")).isTrue();
    assertThat(RefNames.isIdPrefix("cafe12")).isFalse();
    assertThat(RefNames.isIdPrefix("CAFE123")).isFalse();
    assertThat(RefNames.isIdPrefix("0".repeat(64))).isTrue();
    assertThat(RefNames.isIdPrefix("0".repeat(65))).isFalse();
  }

  @Test
  void boundsTheLength() {
    assertThat(RefNames.check("branch", "x".repeat(100))).hasSize(100);
    assertThatThrownBy(() -> RefNames.check("branch", "x".repeat(101)))
        .isInstanceOf(InvalidNameException.class);
  }

  @Test
  void keysAreShownAsTheyAreTyped() {
    assertThat(RefNames.branch("shots", "main")).isEqualTo("shots/heads/main");
    assertThat(RefNames.tag("shots", "v1")).isEqualTo("shots/tags/v1");
    assertThat(RefNames.shown("shots/heads/main")).isEqualTo("shots/main");
    assertThat(RefNames.shown("shots/tags/v1")).isEqualTo("shots/v1");
    assertThat(RefNames.shown("shots")).isEqualTo("shots");
    assertThat(RefNames.shown("tags/heads/heads")).isEqualTo("tags/heads");
  }
}
