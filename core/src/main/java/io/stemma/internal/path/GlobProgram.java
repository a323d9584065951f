package io.stemma.internal.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A glob as steps, each of which goes on only to later ones or to itself. So whether the text from
 * some place on fits the steps from some step on is told by places and steps behind: one table,
 * filled from its end, decides in time proportional to steps times text, whatever the glob. What is
 * captured is then read off the table from its beginning.
 */
final class GlobProgram {
  /** What a step takes; the argument is a code point, a step, a set or a capture. */
  private enum Kind {
    /** One code point, the argument. */
    ONE,
    /** One code point of a set, the argument. */
    SET,
    /** One code point within a part. */
    ANY,
    /** Any number of code points within a part. */
    STAR,
    /** Any number of code points. */
    STARS,
    /** Nothing; goes on with the next step, else with the argument. */
    ELSE,
    /** Nothing; goes on with the argument. */
    JUMP,
    /** Nothing; what follows is captured. */
    BEGIN,
    /** Nothing; ends what is captured. */
    END,
    /** Nothing; the next step must not fit, then goes on with the argument. */
    NOT,
    /** What no text fits. */
    NOTHING,
    /** The end of a part, and of the steps. */
    PART_END,
    /** The end of the text. */
    TEXT_END
  }

  /**
   * Code points, as ranges.
   *
   * @param negated whether it holds all others
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record CodePoints(int[] first, int[] last, boolean negated) {
    private boolean holds(int c) {
      for (int i = 0; i < first.length; i++) {
        if (c >= first[i] && c <= last[i]) {
          return !negated;
        }
      }
      return negated;
    }
  }

  private final Kind[] kinds;
  private final int[] arguments;
  private final List<CodePoints> sets;

  private GlobProgram(Kind[] kinds, int[] arguments, List<CodePoints> sets) {
    this.kinds = kinds;
    this.arguments = arguments;
    this.sets = List.copyOf(sets);
  }

  /** Collects steps. */
  static final class Builder {
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Integer> arguments = new ArrayList<>();
    private final List<CodePoints> sets = new ArrayList<>();

    private int add(Kind kind, int argument) {
      kinds.add(kind);
      arguments.add(argument);
      return kinds.size() - 1;
    }

    int size() {
      return kinds.size();
    }

    void one(int codePoint) {
      add(Kind.ONE, codePoint);
    }

    void set(CodePoints set) {
      sets.add(set);
      add(Kind.SET, sets.size() - 1);
    }

    void any() {
      add(Kind.ANY, 0);
    }

    void star(boolean crossesParts) {
      add(crossesParts ? Kind.STARS : Kind.STAR, 0);
    }

    void begin(int capture) {
      add(Kind.BEGIN, capture);
    }

    void end(int capture) {
      add(Kind.END, capture);
    }

    /** Begins an alternative; where the next one begins is {@linkplain #toHere said later}. */
    int orElse() {
      return add(Kind.ELSE, 0);
    }

    /** Ends an alternative; where all end is said later. */
    int jump() {
      return add(Kind.JUMP, 0);
    }

    /** Begins what must not be; where it ends is said later. */
    int not() {
      return add(Kind.NOT, 0);
    }

    void nothing() {
      add(Kind.NOTHING, 0);
    }

    void partEnd() {
      add(Kind.PART_END, 0);
    }

    /** Says for an earlier step that it goes on here. */
    void toHere(int step) {
      arguments.set(step, kinds.size());
    }

    GlobProgram build() {
      add(Kind.TEXT_END, 0);
      return new GlobProgram(
          kinds.toArray(Kind[]::new),
          arguments.stream().mapToInt(Integer::intValue).toArray(),
          sets);
    }
  }

  /** Whether a text matches. */
  boolean matches(String typed) {
    int[] text = typed.codePoints().toArray();
    boolean[] behind = new boolean[kinds.length];
    boolean[] here = new boolean[kinds.length];
    for (int at = text.length; at >= 0; at--) {
      fill(here, behind, text, at);
      boolean[] row = behind;
      behind = here;
      here = row;
    }
    return behind[0];
  }

  /** Says for each step whether the text fits from a place on. */
  private void fill(boolean[] here, boolean[] behind, int[] text, int at) {
    int c = at < text.length ? text[at] : -1;
    for (int step = kinds.length - 1; step >= 0; step--) {
      int argument = arguments[step];
      here[step] =
          switch (kinds[step]) {
            case ONE -> c == argument && behind[step + 1];
            case SET -> takes(step, c) && behind[step + 1];
            case ANY -> c >= 0 && c != '/' && behind[step + 1];
            case STAR, STARS -> here[step + 1] || takes(step, c) && behind[step];
            case ELSE -> here[step + 1] || here[argument];
            case JUMP -> here[argument];
            case BEGIN, END -> here[step + 1];
            case NOT -> !here[step + 1] && here[argument];
            case NOTHING -> false;
            case PART_END -> c < 0 || c == '/';
            case TEXT_END -> c < 0;
          };
    }
  }

  private boolean takes(int step, int c) {
    return switch (kinds[step]) {
      case STAR -> c >= 0 && c != '/';
      case STARS -> c >= 0;
      case SET -> c >= 0 && c != '/' && sets.get(arguments[step]).holds(c);
      default -> throw new AssertionError(kinds[step]);
    };
  }

  /**
   * Where the captures begin and end, in code points, negative for those that were passed over.
   * Stars take as much as they can, the first one first; of alternatives the first that fits is
   * taken. Empty if the text does not match.
   */
  Optional<int[]> captures(int[] text, int count) {
    int width = kinds.length;
    BitSet fits = new BitSet();
    boolean[] behind = new boolean[width];
    boolean[] here = new boolean[width];
    for (int at = text.length; at >= 0; at--) {
      fill(here, behind, text, at);
      for (int step = 0; step < width; step++) {
        fits.set(Math.multiplyExact(at, width) + step, here[step]);
      }
      boolean[] row = behind;
      behind = here;
      here = row;
    }
    return fits.get(0) ? Optional.of(follow(text, fits, count)) : Optional.empty();
  }

  private int[] follow(int[] text, BitSet fits, int count) {
    int[] found = new int[2 * count];
    Arrays.fill(found, -1);
    int at = 0;
    for (int step = 0; kinds[step] != Kind.TEXT_END; ) {
      int argument = arguments[step];
      switch (kinds[step]) {
        case ONE, SET, ANY -> {
          at++;
          step++;
        }
        case STAR, STARS -> {
          int c = at < text.length ? text[at] : -1;
          if (takes(step, c) && fits.get((at + 1) * kinds.length + step)) {
            at++;
          } else {
            step++;
          }
        }
        case ELSE -> step = fits.get(at * kinds.length + step + 1) ? step + 1 : argument;
        case JUMP, NOT -> step = argument;
        case BEGIN -> {
          found[2 * argument] = at;
          step++;
        }
        case END -> {
          found[2 * argument + 1] = at;
          step++;
        }
        case NOTHING, PART_END, TEXT_END -> throw new AssertionError(kinds[step]);
      }
    }
    return found;
  }
}
