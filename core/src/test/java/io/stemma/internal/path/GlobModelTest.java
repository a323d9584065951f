package io.stemma.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Globs against a matcher that tries every way to cut the text; slow, and plainly right. */
class GlobModelTest {
  private static final String LETTERS = "ab-";

  /** A piece of a pattern: what it looks like, and which texts it matches. */
  private interface Piece {
    String glob();

    boolean matches(String text);
  }

  private record Simple(String glob, java.util.function.Predicate<String> test) implements Piece {
    @Override
    public boolean matches(String text) {
      return test.test(text);
    }
  }

  private static boolean matches(List<Piece> pieces, int from, String text) {
    if (from == pieces.size()) {
      return text.isEmpty();
    }
    for (int cut = 0; cut <= text.length(); cut++) {
      if (pieces.get(from).matches(text.substring(0, cut))
          && matches(pieces, from + 1, text.substring(cut))) {
        return true;
      }
    }
    return false;
  }

  private static Piece piece(Random random, int depth) {
    char c = LETTERS.charAt(random.nextInt(LETTERS.length()));
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> new Simple("*", t -> t.indexOf('/') < 0);
      case 1 -> new Simple("**", t -> true);
      case 2 -> new Simple("?", t -> t.length() == 1 && !t.equals("/"));
      case 3 -> new Simple("[a" + c + "]", t -> t.equals("a") || t.equals("" + c));
      case 4 -> new Simple("[!b]", t -> t.length() == 1 && !t.equals("b") && !t.equals("/"));
      case 5 -> new Simple("/", t -> t.equals("/"));
      case 6 -> new Simple("\\" + c, t -> t.equals("" + c));
      case 7 -> {
        List<Piece> one = pieces(random, depth - 1);
        List<Piece> two = pieces(random, depth - 1);
        yield new Simple(
            "{" + glob(one) + "," + glob(two) + "}", t -> matches(one, 0, t) || matches(two, 0, t));
      }
      default -> {
        List<Piece> inner = pieces(random, depth - 1);
        yield new Simple(
            "{x" + random.nextInt(1 << 30) + ":" + glob(inner) + "}", t -> matches(inner, 0, t));
      }
    };
  }

  private static List<Piece> pieces(Random random, int depth) {
    List<Piece> pieces = new ArrayList<>();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      Piece next = piece(random, depth);
      // Stars that meet would be read as others.
      if (!next.glob().startsWith("*") || pieces.isEmpty() || !endsWithStar(pieces)) {
        pieces.add(next);
      }
    }
    return pieces;
  }

  private static boolean endsWithStar(List<Piece> pieces) {
    return pieces.get(pieces.size() - 1).glob().endsWith("*");
  }

  private static String glob(List<Piece> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(p -> text.append(p.glob()));
    return text.toString();
  }

  private static List<String> paths() {
    List<String> texts = new ArrayList<>(List.of(""));
    TreeSet<String> paths = new TreeSet<>();
    for (int length = 1; length <= 4; length++) {
      List<String> longer = new ArrayList<>();
      for (String text : texts) {
        for (char c : (LETTERS + "/").toCharArray()) {
          longer.add(text + c);
        }
      }
      texts = longer;
      texts.stream()
          .filter(t -> !t.startsWith("/") && !t.endsWith("/") && !t.contains("//"))
          .forEach(paths::add);
    }
    return List.copyOf(paths);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithTheModel(int seed) {
    Random random = new Random(seed);
    List<String> paths = paths();
    for (int i = 0; i < 60; i++) {
      List<Piece> pieces = pieces(random, 2);
      String text = glob(pieces);
      if (text.startsWith("/")) {
        continue; // The first slash is not part of the pattern.
      }
      Glob glob = Glob.of(text);
      for (String path : paths) {
        TreePath at = TreePath.of(path);
        boolean expected = matches(pieces, 0, path);
        assertThat(glob.matches(at)).as("%s on %s, seed %d", text, path, seed).isEqualTo(expected);
        assertThat(glob.match(at).isPresent()).isEqualTo(expected);
        if (expected) {
          String[] parts = path.split("/", -1);
          glob.depth().ifPresent(d -> assertThat(parts).as(text).hasSize(d));
          for (int p = 0; p < parts.length; p++) {
            assertThat(glob.matchesPart(p, parts[p])).as("%s on %s", text, path).isTrue();
          }
        }
      }
    }
  }

  /** An exclusion between plain texts: everything in its place but what it names. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "*", "a*", "?", "a|b", "[ab]-", "{a,ab}"})
  void excludesWhatItNames(String excluded) {
    for (String before : List.of("", "a", "b")) {
      for (String behind : List.of("", "b", "*b", "/a")) {
        Glob glob = Glob.of(before + "!(" + excluded + ")" + behind);
        Glob wide = Glob.of(before + "{*,}" + behind);
        Glob narrow = Glob.of(before + "{" + excluded.replace('|', ',') + ",}" + behind);
        Glob empty = Glob.of(before + behind);
        for (String path : paths()) {
          TreePath at = TreePath.of(path);
          if (!wide.matches(at)) {
            assertThat(glob.matches(at)).as("%s on %s", glob, path).isFalse();
          } else if (!narrow.matches(at) && !empty.matches(at)) {
            assertThat(glob.matches(at)).as("%s on %s", glob, path).isTrue();
          } else if (behind.indexOf('*') < 0 && !empty.matches(at)) {
            assertThat(glob.matches(at)).as("%s on %s", glob, path).isFalse();
          }
        }
      }
    }
  }
}
