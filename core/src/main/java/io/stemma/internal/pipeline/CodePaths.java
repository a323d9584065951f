package io.stemma.internal.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemma.InvalidNameException;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.path.TreePath;
import java.util.Base64;

/**
 * Where archives keep the files of code: below their names, unless no path may be so, as class
 * loaders find {@code lab/../gains.txt}, and keep apart what normal form makes one.
 */
final class CodePaths {
  /** Below it are files whose names are no paths, by these in base64url. */
  private static final String ENCODED = "META-INF/stemma/named/";

  private CodePaths() {}

  /** The path of a file, without leading slash. */
  static String of(String name) {
    return isPath(name)
        ? name
        : ENCODED + Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
  }

  private static boolean isPath(String name) {
    try {
      return !name.startsWith(ENCODED) && TreePath.of(name).text().equals(name);
    } catch (InvalidNameException e) {
      return false;
    }
  }

  /**
   * The name of the file at a path.
   *
   * @throws MalformedException if the path is none that a name has
   */
  static String name(String path) {
    if (!path.startsWith(ENCODED)) {
      return path;
    }
    try {
      return new String(Base64.getUrlDecoder().decode(path.substring(ENCODED.length())), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("stored code has the file " + path + ", which has no name", e);
    }
  }
}
