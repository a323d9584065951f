package io.stemma.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.InvalidNameException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  private static boolean matches(String glob, String path) {
    return Glob.of(glob).matches(TreePath.of(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/18000/te.i16 /18000/te.i16",
        "18000/te.i16 /18000/te.i16",
        "/*/te.i16 /18000/te.i16",
        "/18*/*.i16 /18000/te.i16",
        "/** /18000/te.i16",
        "/**/te.i16 /a/b/c/te.i16",
        "/**.i16 /18000/te.i16",
        "/18000/** /18000/a/b",
        "/1800? /18007",
        "/1800[0-3] /18002",
        "/1800[!0-3] /18007",
        "/1800[^0-3] /18007",
        "/a[]]b /a]b",
        "/a[-x]b /a-b",
        "/a[x-]b /a-b",
        "/a[\\]b /a\\b",
        "/{te,ne}.i16 /ne.i16",
        "/{18000,18001/raw}/te /18001/raw/te",
        "/{a,{b,c}} /c",
        "/{,x}te /te",
        "/!(te) /ne",
        "/!(te) /te2",
        "/!(te).i16 /te2.i16",
        "/!(a|b) /c",
        "/!(!(te)) /te",
        "/18000/!(*.json) /18000/te.i16",
        "/{f:!(*.json)} /te.i16",
        "/a! /a!",
        "/a\\*b /a*b",
        "/a\\{b /a{b",
        "/(a) /(a)",
        "/a.b+c$ /a.b+c$",
        "/? /\uD83D\uDE00",
        "/[\uD83D\uDE00-\uD83D\uDE02] /\uD83D\uDE01",
        "/e\u0301 /\u00e9"
      })
  void accepts(String glob, String path) {
    assertThat(matches(glob, path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/te.i16 /18000/te.i16",
        "/* /18000/te.i16",
        "/te.i16 /texi16",
        "/*/te.i16 /a/b/te.i16",
        "/1800? /180000",
        "/1800[!0-3] /18002",
        "/a[!b]c /a/c",
        "/a?c /a/c",
        "/{te,ne}.i16 /ip.i16",
        "/!(te) /te",
        "/!(te).i16 /te.i16",
        "/!(te)/x /te/x",
        "/!(te)/x /ne/y",
        "/!(a|b) /b",
        "/!(!(te)) /ne",
        "/{f:!(*.json)} /shot.json",
        "/{!(a),b} /a"
      })
  void doesNotMatch(String glob, String path) {
    assertThat(matches(glob, path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'/a\\', ends with a backslash",
    "/[ab, has [ without ]",
    "/a[/b]c, has a set that is empty or holds /",
    "/[z-a], has a set whose range is upside down",
    "'/{a,b', has { without }",
    "/{a:b, has { without }",
    "/{1x:a}, 'has a capture whose name is not of letters, digits and _'",
    "/{a}/{a}, captures a twice",
    "/!(a, has !( without )",
    "/!({a}), 'captures a within !( ), where nothing is matched'",
    "'/{!(a),b}c', 'has !( ) within other brackets, and more behind them in the same part'",
    "/!(!(a))b, 'has !( ) within other brackets, and more behind them in the same part'"
  })
  void refuses(String glob, String why) {
    assertThatThrownBy(() -> Glob.of(glob))
        .isInstanceOf(InvalidNameException.class)
        .hasMessage("the glob \"" + glob + "\" " + why);
  }

  @Test
  void refusesWhatIsTooLongToUnderstand() {
    assertThatThrownBy(() -> Glob.of("a".repeat(4097)))
        .isInstanceOf(InvalidNameException.class)
        .hasMessage("a glob longer than 4096 characters");
    assertThatThrownBy(() -> Glob.of("!(a)".repeat(1000)))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageEndingWith("has too many !( )");
    assertThatThrownBy(() -> Glob.of("{".repeat(2000) + "}".repeat(2000)))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageEndingWith("has brackets in brackets in brackets, more than 100 deep");
  }

  private static Map<String, String> captures(String glob, String path) {
    return Glob.of(glob).match(TreePath.of(path)).orElseThrow();
  }

  @Test
  void captures() {
    assertThat(captures("/{shot}/{channel}.i16", "/18000/te.i16"))
        .containsExactly(Map.entry("shot", "18000"), Map.entry("channel", "te"));
    assertThat(captures("/foo{a:?}{b:?}", "/fooxy"))
        .containsExactly(Map.entry("a", "x"), Map.entry("b", "y"));
    assertThat(captures("/{all:**}", "/a/b/c")).containsEntry("all", "a/b/c");
    assertThat(captures("/{pick:a|b}", "/a|b")).containsEntry("pick", "a|b");
    assertThat(captures("/{pick:{a,b}}", "/b")).containsEntry("pick", "b");
    assertThat(captures("/!(te){kind:.*}", "/ne.i16")).containsEntry("kind", ".i16");
    assertThat(captures("/{a,x{n}}", "/a")).isEmpty();
    assertThat(Glob.of("/{shot}/te").match(TreePath.of("/18000/ne"))).isEmpty();
  }

  @Test
  void knowsItsDepth() {
    assertThat(Glob.of("/*/te.i16").depth()).contains(2);
    assertThat(Glob.of("/{te,ne}.i16").depth()).contains(1);
    assertThat(Glob.of("/**").depth()).isEmpty();
    assertThat(Glob.of("/{a,b/c}").depth()).isEmpty();
    assertThat(Glob.of("/*/te").matchesPart(0, "18000")).isTrue();
    assertThat(Glob.of("/18*/te").matchesPart(0, "17999")).isFalse();
    assertThat(Glob.of("/18*/te").matchesPart(2, "te")).isFalse();
    assertThat(Glob.of("/**/te").matchesPart(9, "x")).isTrue();
  }

  @Test
  void printsAsItWasTyped() {
    assertThat(Glob.of("/18*/{channel}.i16")).hasToString("/18*/{channel}.i16");
  }

  @Test
  @Timeout(20)
  void manyStarsAreNoRiddle() {
    String name = "a".repeat(200);
    assertThat(Glob.of("/" + "*a".repeat(20) + "b").matches(TreePath.of("/" + name))).isFalse();
    assertThat(Glob.of("/" + "*a?[a-c]\\a".repeat(20) + "*b").matches(TreePath.of("/" + name)))
        .isFalse();
    assertThat(Glob.of("/" + "*a".repeat(20) + "b").matches(TreePath.of("/" + name + "b")))
        .isTrue();
    String deep = "/a".repeat(200);
    assertThat(Glob.of("/**/a".repeat(20) + "/**/b").matches(TreePath.of(deep))).isFalse();
    assertThat(Glob.of("/**/a".repeat(20) + "/**/b").matches(TreePath.of(deep + "/b"))).isTrue();
    assertThat(Glob.of("/!(a)**/b**").matches(TreePath.of("/ac/bc"))).isFalse();
    assertThat(Glob.of("/*a*{rest}c*").match(TreePath.of("/aaabcc")))
        .contains(java.util.Map.of("rest", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a1}a{a2}a{a3}a{a4}a{a5}a{a6}a{a7}a{a8}b",
        "{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}*b",
        "{x1:{a,aa,aaa}*}{x2:{a,aa,aaa}*}{x3:{a,aa,aaa}*}{x4:*}{x5:**}{x6:**}b",
        "*{a,b}*{a,b}*{a,b}*{a,b}*{a,b}*{a,b}*{a,b}*{a,b}c",
        "**?**?**?**?**?**?**?**?**?**?b",
        "**!(*a*a*a*b)**!(a*a*a*b)*b"
      })
  @Timeout(20)
  void noWayOfAskingTakesLong(String glob) {
    TreePath path = TreePath.of("a".repeat(2_000) + "/" + "a".repeat(2_000));
    assertThat(Glob.of(glob).match(path)).isEmpty();
    assertThat(Glob.of(glob).matches(path)).isFalse();
  }

  @Test
  void whatComesFirstTakesAsMuchAsItCan() {
    assertThat(captures("/{a}{b}", "/xyz")).isEqualTo(Map.of("a", "xyz", "b", ""));
    assertThat(captures("/{a}-{b}", "/x-y-z")).isEqualTo(Map.of("a", "x-y", "b", "z"));
    assertThat(captures("/*{n:?}", "/xyz")).isEqualTo(Map.of("n", "z"));
    assertThat(captures("/{a:**}/{b}", "/x/y/z")).isEqualTo(Map.of("a", "x/y", "b", "z"));
    assertThat(captures("/{{a:x},{b:xy}}*", "/xyz")).isEqualTo(Map.of("a", "x"));
    assertThat(captures("/{a}\uD83D\uDE00{b}", "/x\uD83D\uDE00y"))
        .isEqualTo(Map.of("a", "x", "b", "y"));
  }

  @Test
  void aRangeHoldsNoSlash() {
    assertThat(matches("/a[.-0]b", "/a/b")).isFalse();
    assertThat(matches("/a[.-0]b", "/a0b")).isTrue();
  }
}
