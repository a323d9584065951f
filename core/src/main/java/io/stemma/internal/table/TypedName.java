package io.stemma.internal.table;

import java.util.regex.Pattern;

/** The names of classes as whoever wrote them typed them. */
public final class TypedName {
  /** What JShell puts before the name of a class that was typed in. */
  private static final Pattern SNIPPET = Pattern.compile("^REPL\\.\\$JShell\\$\\d+[A-Z]*\\$");

  private TypedName() {}

  /** A name without what JShell puts before it; any other name as it is. */
  public static String of(String className) {
    return SNIPPET.matcher(className).replaceFirst("");
  }
}
