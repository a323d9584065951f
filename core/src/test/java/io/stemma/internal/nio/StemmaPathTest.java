package io.stemma.internal.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.Commit;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths in commits behave as those of the JDK's Unix provider, whatever they look like. */
class StemmaPathTest {
  private static final Commit COMMIT =
      Archive.inMemory().createRepository("r").main().commit("a", tx -> tx.write("/a/b", "1"));
  private static final FileSystem OURS = COMMIT.fileSystem();
  private static final FileSystem THEIRS = FileSystems.getDefault();

  /** What a call gives, as text: a result, or the type of an exception. */
  private static String outcome(FileSystem fileSystem, Function<FileSystem, Object> call) {
    try {
      return String.valueOf(call.apply(fileSystem));
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  private static void same(String what, Function<FileSystem, Object> call) {
    assertThat(outcome(OURS, call)).as(what).isEqualTo(outcome(THEIRS, call));
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of("", "/", "~", "//", "a//b/", "/a/./b", "\u00e4"));
    Random random = new Random(7);
    String[] parts = {"a", "b", ".", "..", "/", "/", "ab", "~", "\ud83d\ude00", "\uffee"};
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void behavesAloneAsAUnixPath() {
    for (String text : texts()) {
      Function<FileSystem, Path> path = fs -> fs.getPath(text);
      same(text, fs -> path.apply(fs));
      same(text + " normalize", fs -> path.apply(fs).normalize());
      same(text + " parent", fs -> path.apply(fs).getParent());
      same(text + " root", fs -> path.apply(fs).getRoot());
      same(text + " fileName", fs -> path.apply(fs).getFileName());
      same(text + " absolute", fs -> path.apply(fs).isAbsolute());
      same(text + " names", fs -> path.apply(fs).getNameCount());
      same(
          text + " iterator", fs -> com.google.common.collect.ImmutableList.copyOf(path.apply(fs)));
      for (int i = -1; i < 5; i++) {
        int at = i;
        same(text + " name " + i, fs -> path.apply(fs).getName(at));
        same(text + " subpath to " + i, fs -> path.apply(fs).subpath(0, at));
        same(text + " subpath from " + i, fs -> path.apply(fs).subpath(at, at + 2));
      }
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void behavesWithAnotherAsAUnixPath() {
    List<String> texts = texts();
    for (String one : texts) {
      for (String other : texts) {
        String both = "\"" + one + "\" and \"" + other + "\" ";
        Function<FileSystem, Path> a = fs -> fs.getPath(one);
        Function<FileSystem, Path> b = fs -> fs.getPath(other);
        same(both + "equals", fs -> a.apply(fs).equals(b.apply(fs)));
        same(both + "order", fs -> Integer.signum(a.apply(fs).compareTo(b.apply(fs))));
        same(both + "resolve", fs -> a.apply(fs).resolve(b.apply(fs)));
        same(both + "sibling", fs -> a.apply(fs).resolveSibling(b.apply(fs)));
        same(both + "relativize", fs -> a.apply(fs).relativize(b.apply(fs)));
        same(both + "startsWith", fs -> a.apply(fs).startsWith(b.apply(fs)));
        same(both + "endsWith", fs -> a.apply(fs).endsWith(b.apply(fs)));
        same(both + "getPath", fs -> fs.getPath(one, other, "c"));
      }
    }
  }

  @Test
  void equalPathsHaveEqualHashesInEqualFileSystems() {
    Path again = COMMIT.fileSystem().getPath("/a/b");
    assertThat(again).isEqualTo(OURS.getPath("/a//b/")).hasSameHashCodeAs(OURS.getPath("/a//b/"));
    assertThat(again).isEqualTo(COMMIT.path("a/b")).isNotEqualTo(Path.of("/a/b"));
    Commit other =
        Archive.inMemory().createRepository("r").main().commit("x", tx -> tx.write("/a/b", "2"));
    assertThat(again).isNotEqualTo(other.path("/a/b"));
    assertThat(again.startsWith(other.path("/a"))).isFalse();
  }

  @Test
  void bringsNamesIntoFormC() {
    assertThat(OURS.getPath("e\u0301")).isEqualTo(OURS.getPath("\u00e9")).hasToString("\u00e9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\ud800", "x\udc00y"})
  void refusesWhatIsNoText(String typed) {
    assertThatThrownBy(() -> OURS.getPath(typed)).isInstanceOf(InvalidPathException.class);
  }

  @Test
  void refusesPathsOfOthers() {
    Path theirs = Path.of("b");
    assertThatThrownBy(() -> OURS.getPath("a").resolve(theirs))
        .isInstanceOf(ProviderMismatchException.class);
    assertThatThrownBy(() -> OURS.getPath("a").compareTo(theirs))
        .isInstanceOf(ClassCastException.class);
    assertThat(OURS.getPath("a").startsWith(theirs)).isFalse();
    assertThat(OURS.getPath("b").endsWith(theirs)).isFalse();
    assertThatThrownBy(() -> OURS.getPath("a").toFile())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void startsAtTheRoot() throws Exception {
    assertThat(OURS.getPath("").toAbsolutePath()).hasToString("/");
    assertThat(OURS.getPath("a/../a/b").toRealPath(LinkOption.NOFOLLOW_LINKS)).hasToString("/a/b");
    assertThatThrownBy(() -> OURS.getPath("no").toRealPath())
        .isInstanceOf(java.nio.file.NoSuchFileException.class)
        .hasMessage("/no");
  }
}
