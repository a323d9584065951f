package io.stemma.internal.path;

import io.stemma.InvalidNameException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern over paths; the grammar is in the description of the package {@code io.stemma}. */
public final class Glob {
  private static final Pattern CAPTURE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int MAX_LENGTH = 4096;

  /** What follows an exclusion is translated twice, so their number is kept small. */
  private static final int MAX_EXCLUSIONS = 300;

  private final String text;
  private final Pattern whole;
  private final List<Pattern> parts;
  private final List<Optional<String>> literals;
  private final List<String> captures;

  private Glob(
      String text,
      Pattern whole,
      List<Pattern> parts,
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
    Translation all = new Translation(typed, bare);
    String regex = all.sequence("", false);
    List<Pattern> parts = new ArrayList<>();
    List<Optional<String>> literals = new ArrayList<>();
    if (!all.crossesParts) {
      for (String part : bare.split("/", -1)) {
        parts.add(
            Pattern.compile(new Translation(typed, part).sequence("", false), Pattern.DOTALL));
        literals.add(literal(part));
      }
    }
    Pattern whole = Pattern.compile(regex, Pattern.DOTALL);
    return new Glob(typed, whole, parts, literals, all.captures);
  }

  /** Whether a path matches. */
  public boolean matches(TreePath path) {
    return whole.matcher(path.text()).matches();
  }

  /**
   * What the captures match, by name, but for those in alternatives that were not taken; empty if
   * the path does not match.
   */
  public Optional<Map<String, String>> match(TreePath path) {
    Matcher matcher = whole.matcher(path.text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < captures.size(); i++) {
      String text = matcher.group(i + 1);
      if (text != null) {
        found.put(captures.get(i), text);
      }
    }
    return Optional.of(found);
  }

  /** How many parts a matching path has, if that is fixed. */
  public Optional<Integer> depth() {
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.size());
  }

  /** Whether the part of a path at some depth may belong to a matching path. */
  public boolean matchesPart(int depth, String part) {
    return parts.isEmpty() || depth < parts.size() && parts.get(depth).matcher(part).matches();
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

  /** Translates into a regular expression, in one pass from left to right. */
  private static final class Translation {
    private final String typed;
    private final String glob;
    private final List<String> captures = new ArrayList<>();
    private boolean crossesParts;
    private boolean capturing = true;

    /** Whether what was translated since the innermost bracket excludes something. */
    private boolean excludes;

    /** Whether this is between !( and ). */
    private boolean inside;

    private int exclusions;

    private int at;

    Translation(String typed, String glob) {
      this.typed = typed;
      this.glob = glob;
    }

    /** Translates up to one of the terminators, which is left unread, or to the end. */
    String sequence(String terminators, boolean nested) {
      StringBuilder out = new StringBuilder();
      while (at < glob.length() && terminators.indexOf(glob.charAt(at)) < 0) {
        char c = glob.charAt(at++);
        switch (c) {
          case '*' -> star(out);
          case '?' -> out.append("[^/]");
          case '[' -> set(out);
          case '{' -> braces(out);
          case '\\' -> {
            if (at == glob.length()) {
              throw refused("ends with a backslash");
            }
            literal(out, glob.charAt(at++));
          }
          case '!' -> bang(out, terminators, nested);
          default -> {
            crossesParts |= nested && c == '/';
            literal(out, c);
          }
        }
      }
      return out.toString();
    }

    private void star(StringBuilder out) {
      if (at < glob.length() && glob.charAt(at) == '*') {
        at++;
        crossesParts = true;
        out.append(".*");
      } else {
        out.append("[^/]*");
      }
    }

    private void set(StringBuilder out) {
      int close = glob.indexOf(']', at + 1);
      if (close < 0) {
        throw refused("has [ without ]");
      }
      boolean negated = glob.charAt(at) == '!' || glob.charAt(at) == '^';
      String body = glob.substring(negated ? at + 1 : at, close);
      if (body.isEmpty() || body.contains("/")) {
        throw refused("has a set that is empty or holds /");
      }
      at = close + 1;
      out.append(negated ? "[^/" : "[");
      int[] members = body.codePoints().toArray();
      for (int i = 0; i < members.length; i++) {
        boolean range = members[i] == '-' && i > 0 && i < members.length - 1;
        if (range && members[i - 1] > members[i + 1]) {
          throw refused("has a set whose range is upside down");
        }
        out.append(range ? "-" : "\\x{" + Integer.toHexString(members[i]) + "}");
      }
      out.append(']');
    }

    private void braces(StringBuilder out) {
      int end = at;
      while (end < glob.length() && "},:{[*?!\\".indexOf(glob.charAt(end)) < 0) {
        end++;
      }
      String name = glob.substring(at, end);
      boolean capture = end < glob.length() && "}:".indexOf(glob.charAt(end)) >= 0;
      if (capture && CAPTURE.matcher(name).matches()) {
        capture(out, name, end);
        return;
      } else if (capture && glob.charAt(end) == ':') {
        throw refused("has a capture whose name is not of letters, digits and _");
      }
      boolean before = excludes;
      excludes = false;
      out.append("(?:");
      while (true) {
        out.append(sequence(",}", true));
        if (at == glob.length()) {
          throw refused("has { without }");
        }
        if (glob.charAt(at++) == '}') {
          break;
        }
        out.append('|');
      }
      out.append(')');
      endNested(before);
    }

    private void capture(StringBuilder out, String name, int end) {
      if (inside) {
        throw refused("captures " + name + " within !( ), where nothing is matched");
      }
      if (capturing) {
        if (captures.contains(name)) {
          throw refused("captures " + name + " twice");
        }
        captures.add(name);
      }
      String open = capturing ? "(" : "(?:";
      at = end + 1;
      if (glob.charAt(end) == '}') {
        out.append(open).append("[^/]*)");
        return;
      }
      boolean before = excludes;
      excludes = false;
      out.append(open).append(sequence("}", true)).append(')');
      if (at == glob.length()) {
        throw refused("has { without }");
      }
      at++;
      endNested(before);
    }

    private void bang(StringBuilder out, String terminators, boolean nested) {
      if (at == glob.length() || glob.charAt(at) != '(') {
        literal(out, '!');
        return;
      }
      at++;
      String not = excluded();
      // What follows in the same part decides where the excluded text would end. It is translated
      // twice: what is ruled out must not capture.
      int behind = at;
      boolean capturesHere = capturing;
      capturing = false;
      String ruledOut = sequence(terminators + "/", nested);
      capturing = capturesHere;
      at = behind;
      String rest = sequence(terminators + "/", nested);
      excludes = true;
      out.append("(?!(?:")
          .append(not)
          .append(')')
          .append(ruledOut)
          .append("(?:/|\\z))[^/]*")
          .append(rest);
    }

    /** Translates what is between !( and ). */
    private String excluded() {
      if (++exclusions > MAX_EXCLUSIONS) {
        throw refused("has too many !( )");
      }
      boolean before = excludes;
      boolean insideBefore = inside;
      excludes = false;
      inside = true;
      StringBuilder not = new StringBuilder(sequence("|)", true));
      while (at < glob.length() && glob.charAt(at) == '|') {
        at++;
        not.append('|').append(sequence("|)", true));
      }
      if (at == glob.length()) {
        throw refused("has !( without )");
      }
      at++;
      inside = insideBefore;
      endNested(before);
      return not.toString();
    }

    /** Refuses text behind a nested exclusion, as nobody could tell where that would end. */
    private void endNested(boolean excludesBefore) {
      if (excludes && at < glob.length() && "/,})|".indexOf(glob.charAt(at)) < 0) {
        throw refused("has !( ) within other brackets, and more behind them in the same part");
      }
      excludes |= excludesBefore;
    }

    private static void literal(StringBuilder out, char c) {
      if ("\\^$.|?*+()[]{}".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }

    private InvalidNameException refused(String why) {
      return new InvalidNameException("the glob \"" + typed + "\" " + why);
    }
  }
}
