package io.stemma.internal.path;

import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches the text of paths, by a regular expression or by a glob as {@link
 * java.nio.file.FileSystem#getPathMatcher} has it: {@code *}, {@code **}, {@code ?}, {@code [a-c]},
 * {@code [!a-c]}, <code>{a,b}</code>, and a backslash before what is meant as it stands.
 */
public final class JdkPathMatcher implements PathMatcher {
  private static final String SPECIAL = "\\.^$+{[]|()*?&-}";

  private final Pattern pattern;

  private JdkPathMatcher(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * The matcher of a text like {@code glob:*.f64} or {@code regex:.*}.
   *
   * @throws UnsupportedOperationException if the syntax is another one
   */
  public static JdkPathMatcher of(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("no syntax before a colon: \"" + syntaxAndPattern + "\"");
    }
    String pattern = syntaxAndPattern.substring(colon + 1);
    return switch (syntaxAndPattern.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "glob" -> ofGlob(pattern);
      case "regex" -> new JdkPathMatcher(Pattern.compile(pattern, Pattern.DOTALL));
      default ->
          throw new UnsupportedOperationException(
              "the syntax of \"" + syntaxAndPattern + "\" is neither glob nor regex");
    };
  }

  /** The matcher of a glob. */
  public static JdkPathMatcher ofGlob(String glob) {
    String normal = Normalizer.normalize(glob, Normalizer.Form.NFC);
    return new JdkPathMatcher(Pattern.compile(new Translation(normal).regex(), Pattern.DOTALL));
  }

  @Override
  public boolean matches(Path path) {
    return pattern.matcher(path.toString()).matches();
  }

  /** One pass over a glob. */
  private static final class Translation {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;
    private boolean inGroup;

    Translation(String glob) {
      this.glob = glob;
    }

    String regex() {
      while (at < glob.length()) {
        char c = glob.charAt(at++);
        switch (c) {
          case '\\' -> plain(escaped());
          case '[' -> set();
          case '{' -> {
            if (inGroup) {
              throw refused("groups cannot be nested");
            }
            regex.append("(?:(?:");
            inGroup = true;
          }
          case '}' -> {
            regex.append(inGroup ? "))" : "\\}");
            inGroup = false;
          }
          case ',' -> regex.append(inGroup ? ")|(?:" : ",");
          case '*' -> star();
          case '?' -> regex.append("[^/]");
          default -> plain(c);
        }
      }
      if (inGroup) {
        throw refused("a } is missing");
      }
      return regex.toString();
    }

    private char escaped() {
      if (at == glob.length()) {
        throw refused("nothing behind the backslash");
      }
      return glob.charAt(at++);
    }

    private void plain(char c) {
      regex.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }

    private void star() {
      if (at < glob.length() && glob.charAt(at) == '*') {
        at++;
        regex.append(".*");
      } else {
        regex.append("[^/]*");
      }
    }

    /** A backslash is a character like any other in a set, as the JDK has it. */
    private void set() {
      regex.append("[[^/]&&[");
      if (at < glob.length() && glob.charAt(at) == '!') {
        regex.append('^');
        at++;
      }
      int first = at;
      while (at < glob.length() && glob.charAt(at) != ']') {
        char c = glob.charAt(at);
        boolean last = at + 1 < glob.length() && glob.charAt(at + 1) == ']';
        if (c == '/') {
          throw refused("a / in a set");
        } else if (c == '-' && at > first && !last) {
          regex.append('-');
        } else {
          plain(c);
        }
        at++;
      }
      if (at == glob.length() || at == first) {
        throw refused(at == first ? "a set is empty" : "a ] is missing");
      }
      at++;
      regex.append("]]");
    }

    private PatternSyntaxException refused(String why) {
      return new PatternSyntaxException(why, glob, Math.min(at, glob.length()) - 1);
    }
  }
}
