package io.stemma.internal.path;

import io.stemma.InvalidNameException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pattern over paths; the grammar is in the description of the package {@code io.stemma}. */
public final class Glob {
  private static final int MAX_LENGTH = 4096;

  private final String text;
  private final GlobProgram whole;
  private final List<GlobProgram> parts;
  private final List<Optional<String>> literals;
  private final List<String> captures;

  private Glob(
      String text,
      GlobProgram whole,
      List<GlobProgram> parts,
      List<Optional<String>> literals,
      List<String> captures) {
    this.text = text;
    this.whole = whole;
    this.parts = List.copyOf(parts);
    this.literals = List.copyOf(literals);
    this.captures = List.copyOf(captures);
  }

  /**
   * Reads a pattern.
   *
   * @throws InvalidNameException if it is none
   */
  public static Glob of(String typed) {
    String bare = Normalizer.normalize(typed, Normalizer.Form.NFC);
    bare = bare.startsWith("/") ? bare.substring(1) : bare;
    if (bare.length() > MAX_LENGTH) {
      throw new InvalidNameException("a glob longer than " + MAX_LENGTH + " characters");
    }
    GlobParser parser = new GlobParser(typed, bare);
    GlobProgram whole = parser.parse();
    List<GlobProgram> parts = new ArrayList<>();
    List<Optional<String>> literals = new ArrayList<>();
    if (!parser.crossesParts()) {
      for (String part : bare.split("/", -1)) {
        parts.add(new GlobParser(typed, part).parse());
        literals.add(literal(part));
      }
    }
    return new Glob(typed, whole, parts, literals, parser.captures());
  }

  /** Whether a path matches. */
  public boolean matches(TreePath path) {
    return whole.matches(path.text());
  }

  /**
   * What the captures match, by name, but for those in alternatives that were not taken; empty if
   * the path does not match.
   */
  public Optional<Map<String, String>> match(TreePath path) {
    int[] text = path.text().codePoints().toArray();
    Optional<int[]> places = whole.captures(text, captures.size());
    return places.map(found -> captured(text, found));
  }

  private Map<String, String> captured(int[] text, int[] places) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < captures.size(); i++) {
      int begin = places[2 * i];
      if (begin >= 0) {
        found.put(captures.get(i), new String(text, begin, places[2 * i + 1] - begin));
      }
    }
    return found;
  }

  /** The names of the captures, in the order of the pattern. */
  public List<String> captures() {
    return captures;
  }

  /** How many parts a matching path has, if that is fixed. */
  public Optional<Integer> depth() {
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.size());
  }

  /** Whether the part of a path at some depth may belong to a matching path. */
  public boolean matchesPart(int depth, String part) {
    return parts.isEmpty() || depth < parts.size() && parts.get(depth).matches(part);
  }

  /** The only name that the part of a path at some depth can have, if the pattern says one. */
  public Optional<String> literal(int depth) {
    return depth < literals.size() ? literals.get(depth) : Optional.empty();
  }

  private static Optional<String> literal(String part) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if ("*?[{!".indexOf(c) >= 0) {
        return Optional.empty();
      }
      name.append(c == '\\' ? part.charAt(++i) : c);
    }
    boolean isName = name.length() > 0 && !name.toString().matches("\\.\\.?");
    return isName ? Optional.of(name.toString()) : Optional.empty();
  }

  /** The pattern as it was typed. */
  @Override
  public String toString() {
    return text;
  }
}
