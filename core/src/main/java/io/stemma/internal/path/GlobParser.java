package io.stemma.internal.path;

import io.stemma.InvalidNameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Translates a glob into steps, in one pass from left to right. */
final class GlobParser {
  private static final Pattern CAPTURE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What follows an exclusion is translated twice, so their number is kept small. */
  private static final int MAX_EXCLUSIONS = 300;

  private static final int MAX_STEPS = 1 << 15;
  private static final int MAX_DEPTH = 100;

  private final String typed;
  private final String glob;
  private final GlobProgram.Builder out = new GlobProgram.Builder();
  private final List<String> captures = new ArrayList<>();
  private boolean crossesParts;
  private boolean capturing = true;

  /** Whether what was translated since the innermost bracket excludes something. */
  private boolean excludes;

  /** Whether this is between !( and ). */
  private boolean inside;

  private int exclusions;
  private int depth;
  private int at;

  /**
   * Begins.
   *
   * @param typed the whole glob, for messages
   * @param glob what is to be translated of it
   */
  GlobParser(String typed, String glob) {
    this.typed = typed;
    this.glob = glob;
  }

  GlobProgram parse() {
    sequence("", false);
    return out.build();
  }

  /** The names of the captures, in order. */
  List<String> captures() {
    return captures;
  }

  /** Whether something matches a slash that is not between two parts of the glob. */
  boolean crossesParts() {
    return crossesParts;
  }

  /** Translates up to one of the terminators, which is left unread, or to the end. */
  private void sequence(String terminators, boolean nested) {
    while (at < glob.length() && terminators.indexOf(glob.charAt(at)) < 0) {
      int c = glob.codePointAt(at);
      at += Character.charCount(c);
      if (out.size() > MAX_STEPS) {
        throw refused("has too many !( )");
      }
      switch (c) {
        case '*' -> star();
        case '?' -> out.any();
        case '[' -> set();
        case '{' -> braces();
        case '!' -> bang(terminators, nested);
        case '\\' -> escaped();
        default -> {
          crossesParts |= nested && c == '/';
          out.one(c);
        }
      }
    }
  }

  private void star() {
    boolean crosses = at < glob.length() && glob.charAt(at) == '*';
    at += crosses ? 1 : 0;
    crossesParts |= crosses;
    out.star(crosses);
  }

  private void escaped() {
    if (at == glob.length()) {
      throw refused("ends with a backslash");
    }
    int c = glob.codePointAt(at);
    at += Character.charCount(c);
    out.one(c);
  }

  private void set() {
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
    int[] members = body.codePoints().toArray();
    int[] first = new int[members.length];
    int[] last = new int[members.length];
    int ranges = 0;
    for (int i = 0; i < members.length; ranges++) {
      boolean range = i + 2 < members.length && members[i + 1] == '-';
      first[ranges] = members[i];
      last[ranges] = range ? members[i + 2] : members[i];
      if (last[ranges] < first[ranges]) {
        throw refused("has a set whose range is upside down");
      }
      i += range ? 3 : 1;
    }
    out.set(
        new GlobProgram.CodePoints(
            Arrays.copyOf(first, ranges), Arrays.copyOf(last, ranges), negated));
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw refused("has brackets in brackets in brackets, more than " + MAX_DEPTH + " deep");
    }
  }

  private void braces() {
    int end = at;
    while (end < glob.length() && "},:{[*?!\\".indexOf(glob.charAt(end)) < 0) {
      end++;
    }
    String name = glob.substring(at, end);
    boolean capture = end < glob.length() && "}:".indexOf(glob.charAt(end)) >= 0;
    if (capture && CAPTURE.matcher(name).matches()) {
      capture(name, end);
      return;
    } else if (capture && glob.charAt(end) == ':') {
      throw refused("has a capture whose name is not of letters, digits and _");
    }
    enter();
    boolean before = excludes;
    excludes = false;
    alternatives(',', '}', "has { without }");
    depth--;
    endNested(before);
  }

  /** Translates alternatives up to the closing bracket, which is read. */
  private void alternatives(char between, char close, String unclosed) {
    List<Integer> ends = new ArrayList<>();
    while (true) {
      int other = out.orElse();
      sequence("" + between + close, true);
      if (at == glob.length()) {
        throw refused(unclosed);
      }
      ends.add(out.jump());
      out.toHere(other);
      if (glob.charAt(at++) == close) {
        break;
      }
    }
    // What fits no alternative fits nothing.
    out.nothing();
    ends.forEach(out::toHere);
  }

  private void capture(String name, int end) {
    if (inside) {
      throw refused("captures " + name + " within !( ), where nothing is matched");
    }
    boolean captures = capturing;
    int number = this.captures.size();
    if (captures) {
      if (this.captures.contains(name)) {
        throw refused("captures " + name + " twice");
      }
      this.captures.add(name);
      out.begin(number);
    }
    at = end + 1;
    if (glob.charAt(end) == '}') {
      out.star(false);
    } else {
      nestedCapture();
    }
    if (captures) {
      out.end(number);
    }
  }

  private void nestedCapture() {
    enter();
    boolean before = excludes;
    excludes = false;
    sequence("}", true);
    if (at == glob.length()) {
      throw refused("has { without }");
    }
    at++;
    depth--;
    endNested(before);
  }

  private void bang(String terminators, boolean nested) {
    if (at == glob.length() || glob.charAt(at) != '(') {
      out.one('!');
      return;
    }
    at++;
    int not = out.not();
    excluded();
    // What follows in the same part decides where the excluded text would end. It is translated
    // twice: what is ruled out must not capture.
    int behind = at;
    boolean capturesHere = capturing;
    capturing = false;
    sequence(terminators + "/", nested);
    capturing = capturesHere;
    out.partEnd();
    out.toHere(not);
    out.star(false);
    at = behind;
    sequence(terminators + "/", nested);
    excludes = true;
  }

  /** Translates what is between !( and ). */
  private void excluded() {
    if (++exclusions > MAX_EXCLUSIONS) {
      throw refused("has too many !( )");
    }
    enter();
    boolean before = excludes;
    boolean insideBefore = inside;
    excludes = false;
    inside = true;
    alternatives('|', ')', "has !( without )");
    inside = insideBefore;
    depth--;
    endNested(before);
  }

  /** Refuses text behind a nested exclusion, as nobody could tell where that would end. */
  private void endNested(boolean excludesBefore) {
    if (excludes && at < glob.length() && "/,})|".indexOf(glob.charAt(at)) < 0) {
      throw refused("has !( ) within other brackets, and more behind them in the same part");
    }
    excludes |= excludesBefore;
  }

  private InvalidNameException refused(String why) {
    return new InvalidNameException("the glob \"" + typed + "\" " + why);
  }
}
