package io.stemma.internal.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Matchers agree with those of the JDK's Unix provider. */
class PathMatcherTest {
  private static final FileSystem OURS =
      Archive.inMemory().createRepository("r").main().head().fileSystem();
  private static final List<String> PATHS =
      List.of(
          "",
          "/",
          "a",
          "a.csv",
          "b.csv",
          "a.i16",
          "/a/b",
          "/a/b/c.csv",
          "a-b",
          "a]b",
          "^a",
          "!",
          "{x}",
          "a,b",
          "a*b",
          "a?b",
          "\\",
          "a&&b",
          "(a)",
          "+",
          "$",
          ".hidden",
          "-",
          "x|y",
          "0");

  @ParameterizedTest
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ValueSource(
      strings = {
        "*",
        "**",
        "?",
        "*.csv",
        "**.csv",
        "/a/*",
        "/a/**",
        "*.{csv,i16}",
        "[ab].csv",
        "[!b].csv",
        "[a-c]*",
        "[-a]*",
        "[a-]",
        "[^a]*",
        "a[-]b",
        "{a,b}.*",
        "a\\*b",
        "a\\?b",
        "\\\\",
        "a,b",
        "}",
        "{x",
        "[",
        "[a",
        "a\\",
        "{a{b}}",
        "[a/b]",
        "(a)",
        "+",
        "$",
        "x|y",
        ".*",
        "a[&&]*b",
        "\\{x\\}",
        "[\\\\]",
        "[*?]",
        "a[*?]b",
        "{,a}",
        "[!]"
      })
  void matchesAsTheDefaultProviderDoes(String glob) {
    String ours = matches(OURS, "glob:" + glob);
    assertThat(ours).isEqualTo(matches(FileSystems.getDefault(), "glob:" + glob));
  }

  private static String matches(FileSystem fileSystem, String pattern) {
    PathMatcher matcher;
    try {
      matcher = fileSystem.getPathMatcher(pattern);
    } catch (IllegalArgumentException e) {
      return e.getClass().getName();
    }
    return PATHS.stream().filter(p -> matcher.matches(fileSystem.getPath(p))).toList().toString();
  }

  @Test
  void matchesRegularExpressions() {
    assertThat(OURS.getPathMatcher("regex:/\\d+/.*").matches(OURS.getPath("/180/a"))).isTrue();
    assertThat(OURS.getPathMatcher("REGEX:/\\d+/.*").matches(OURS.getPath("/x/a"))).isFalse();
  }

  @Test
  void refusesOtherSyntaxes() {
    assertThatThrownBy(() -> OURS.getPathMatcher("sql:%"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> OURS.getPathMatcher("*.csv"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OURS.getPathMatcher("regex:("))
        .isInstanceOf(PatternSyntaxException.class);
  }
}
