package io.stemma.internal.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.InvalidNameException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {
  @ParameterizedTest
  @CsvSource({
    "/, ''",
    "'', ''",
    "/18000, 18000",
    "18000/, 18000",
    "/18000/te.i16, 18000/te.i16",
    "/..., ...",
    "/.x/..y, .x/..y",
    "/e\u0301, \u00e9",
    "/\u212b, \u00c5"
  })
  void reads(String typed, String text) {
    TreePath path = TreePath.of(typed);
    assertThat(path.text()).isEqualTo(text);
    assertThat(path).hasToString("/" + text);
    assertThat(path.fileKey()).isEqualTo(text.getBytes(UTF_8));
    if (!path.isRoot()) {
      assertThat(TreePath.ofKey(path.fileKey())).isEqualTo(path);
      assertThat(TreePath.ofKey(path.directoryKey())).isEqualTo(path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "//, has an empty part (//)",
    "/a//b, has an empty part (//)",
    "a//, has an empty part (//)",
    "/../a, has a part . or ..",
    "/a/.., has a part . or ..",
    "., has a part . or ..",
    "/a/./b, has a part . or .."
  })
  void refuses(String typed, String why) {
    assertThatThrownBy(() -> TreePath.of(typed))
        .isInstanceOf(InvalidNameException.class)
        .hasMessage("the path \"" + typed + "\" " + why);
  }

  @Test
  void refusesWhatIsNoText() {
    assertThatThrownBy(() -> TreePath.of("/a\0b"))
        .hasMessage("the path \"/a\\0b\" holds a NUL character");
    assertThatThrownBy(() -> TreePath.of("/a\ud83d"))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageEndingWith("is not Unicode text (half a surrogate pair)");
  }

  @Test
  void boundsTheLengthInBytes() {
    assertThat(TreePath.of("\u00e9".repeat(2048)).fileKey()).hasSize(4096);
    assertThatThrownBy(() -> TreePath.of("\u00e9".repeat(2049)))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageEndingWith("...\" has 4098 bytes; at most 4096 are allowed");
  }

  /** Whoever made a tree may have put any bytes into it as keys. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2e2e2f61",
        "612f2e2e",
        "612f2f62",
        "2f61",
        "2f",
        "6100",
        "c3",
        "65cc81",
        "612f2f"
      })
  void refusesKeysThatNobodyCanHaveTyped(String key) {
    assertThatThrownBy(() -> TreePath.ofKey(HexFormat.of().parseHex(key)))
        .isInstanceOf(InvalidNameException.class);
  }

  @Test
  void aDirectoryIsOneRangeOfKeys() {
    TreePath directory = TreePath.of("/18000");
    assertThat(new String(directory.directoryKey(), UTF_8)).isEqualTo("18000/");
    assertThat(new String(directory.directoryEnd(), UTF_8)).isEqualTo("180000");
    for (String inside : List.of("18000/", "18000/a", "18000/\uffff", "18000/z/z")) {
      assertThat(within(directory, inside)).as(inside).isTrue();
    }
    for (String outside : List.of("18000", "18000.txt", "180000", "18001", "18000-a", "17999/z")) {
      assertThat(within(directory, outside)).as(outside).isFalse();
    }
  }

  private static boolean within(TreePath directory, String key) {
    byte[] bytes = key.getBytes(UTF_8);
    return Arrays.compareUnsigned(bytes, directory.directoryKey()) >= 0
        && Arrays.compareUnsigned(bytes, directory.directoryEnd()) < 0;
  }

  @Test
  void relatesPaths() {
    TreePath shot = TreePath.of("/18000");
    TreePath file = TreePath.of("/18000/raw/te");
    assertThat(shot.contains(file)).isTrue();
    assertThat(shot.contains(shot)).isTrue();
    assertThat(TreePath.ROOT.contains(shot)).isTrue();
    assertThat(shot.contains(TreePath.of("/180001"))).isFalse();
    assertThat(file.parent()).isEqualTo(TreePath.of("/18000/raw"));
    assertThat(shot.parent()).isEqualTo(TreePath.ROOT);
    assertThat(TreePath.ROOT.parent()).isEqualTo(TreePath.ROOT);
    assertThat(file.name()).isEqualTo("te");
    assertThat(TreePath.ROOT.name()).isEmpty();
    assertThat(shot.resolve(TreePath.of("raw/te"))).isEqualTo(file);
    assertThat(file.rebase(shot, TreePath.of("/x/y"))).isEqualTo(TreePath.of("/x/y/raw/te"));
    assertThat(shot.rebase(shot, TreePath.of("/x"))).isEqualTo(TreePath.of("/x"));
    assertThat(file.rebase(TreePath.ROOT, shot)).isEqualTo(TreePath.of("/18000/18000/raw/te"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void whatIsTypedIsReadOrRefusedByName(int seed) {
    Random random = new Random(seed);
    String alphabet = "ab/./\0\u00e9e\u0301\ud83d\ude00";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        TreePath path = TreePath.of(text.toString());
        assertThat(TreePath.of(path.toString())).isEqualTo(path);
        assertThat(path.isRoot() ? path : TreePath.ofKey(path.fileKey())).isEqualTo(path);
      } catch (InvalidNameException e) {
        assertThat(e).hasMessageStartingWith("the path \"");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void anyKeyIsReadAsItselfOrRefused(int seed) {
    Random random = new Random(seed);
    byte[] alphabet = {'a', '/', '.', 0, (byte) 0xc3, (byte) 0xa9, (byte) 0xcc, (byte) 0x81};
    for (int i = 0; i < 2_000; i++) {
      byte[] key = new byte[1 + random.nextInt(8)];
      for (int k = 0; k < key.length; k++) {
        key[k] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        TreePath path = TreePath.ofKey(key);
        boolean directory = key[key.length - 1] == '/';
        assertThat(directory ? path.directoryKey() : path.fileKey()).isEqualTo(key);
        assertThat(TreePath.of(path.toString())).isEqualTo(path);
      } catch (InvalidNameException e) {
        assertThat(e).hasMessageStartingWith("the path \"");
      }
    }
  }
}
