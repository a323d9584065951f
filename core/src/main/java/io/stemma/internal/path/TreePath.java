package io.stemma.internal.path;

import io.stemma.InvalidNameException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * A path in a commit in its one normal form: no leading and no trailing slash, in form C; empty for
 * the root. A file's key in the tree is the UTF-8 text; that of a directory's own attributes is the
 * text and a slash, so that a directory with all below it is one range of keys.
 */
public final class TreePath {
  /** The root directory. */
  public static final TreePath ROOT = new TreePath("", new byte[0]);

  private static final int MAX_BYTES = 4096;

  private final String text;
  private final byte[] key;

  private TreePath(String text, byte[] key) {
    this.text = text;
    this.key = key;
  }

  /**
   * Reads what a user typed.
   *
   * @throws InvalidNameException if it is outside the grammar
   */
  public static TreePath of(String typed) {
    int from = typed.startsWith("/") ? 1 : 0;
    int to = typed.length();
    if (to > from && typed.charAt(to - 1) == '/') {
      to--;
    }
    String bare = typed.substring(from, to);
    if (bare.isEmpty() && typed.length() < 2) {
      return ROOT;
    }
    String text =
        Normalizer.isNormalized(bare, Normalizer.Form.NFC)
            ? bare
            : Normalizer.normalize(bare, Normalizer.Form.NFC);
    byte[] key = utf8(typed, text);
    checkParts(typed, text);
    if (key.length > MAX_BYTES) {
      throw refused(typed, "has " + key.length + " bytes; at most " + MAX_BYTES + " are allowed");
    }
    return new TreePath(text, key);
  }

  private static byte[] utf8(String typed, String text) {
    try {
      var bytes =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (CharacterCodingException e) {
      throw refused(typed, "is not Unicode text (half a surrogate pair)");
    }
  }

  private static void checkParts(String typed, String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '/') {
        int length = i - start;
        if (length == 0) {
          throw refused(typed, "has an empty part (//)");
        } else if (length <= 2 && text.startsWith("..".substring(0, length), start)) {
          throw refused(typed, "has a part . or ..");
        }
        start = i + 1;
      } else if (text.charAt(i) == 0) {
        throw refused(typed, "holds a NUL character");
      }
    }
  }

  private static InvalidNameException refused(String typed, String why) {
    String shown = typed.length() > 200 ? typed.substring(0, 200) + "..." : typed;
    return new InvalidNameException("the path \"" + shown.replace("\0", "\\0") + "\" " + why);
  }

  /**
   * The path of a key, with or without the slash of a directory's own key. Keys come from stored
   * trees, which anybody may have made: what could not have been typed is refused here, too.
   *
   * @throws InvalidNameException if it is no path in its normal form
   */
  public static TreePath ofKey(byte[] key) {
    int length = key.length > 0 && key[key.length - 1] == '/' ? key.length - 1 : key.length;
    byte[] bare = length == key.length ? key : Arrays.copyOf(key, length);
    String text = new String(bare, StandardCharsets.UTF_8);
    boolean ascii = text.length() == length && text.indexOf('\uFFFD') < 0;
    if (!ascii
        && !(Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bare)
            && Normalizer.isNormalized(text, Normalizer.Form.NFC))) {
      throw refused(text, "in a stored tree is not UTF-8 in form C");
    }
    checkParts(text, text);
    return new TreePath(text, bare);
  }

  /** Whether this is the root. */
  public boolean isRoot() {
    return key.length == 0;
  }

  /** The key of a file at this path. */
  public byte[] fileKey() {
    return key.clone();
  }

  /** The key of this directory itself; the lower end, inclusive, of all keys below it. */
  public byte[] directoryKey() {
    return isRoot() ? new byte[0] : with('/');
  }

  /** The upper end, exclusive, of all keys below this directory; empty for the root: no end. */
  public byte[] directoryEnd() {
    return isRoot() ? new byte[0] : with((char) ('/' + 1));
  }

  private byte[] with(char last) {
    byte[] bytes = Arrays.copyOf(key, key.length + 1);
    bytes[key.length] = (byte) last;
    return bytes;
  }

  /** The path of something directly or further below. */
  public TreePath resolve(TreePath below) {
    return isRoot() ? below : below.isRoot() ? this : of(text + "/" + below.text);
  }

  /** The same path with another beginning. */
  public TreePath rebase(TreePath from, TreePath to) {
    if (text.length() == from.text.length()) {
      return to;
    }
    return to.resolve(of(from.isRoot() ? text : text.substring(from.text.length() + 1)));
  }

  /** Whether the other path is this one or below it. */
  public boolean contains(TreePath other) {
    return isRoot()
        || other.text.startsWith(text)
            && (other.text.length() == text.length() || other.text.charAt(text.length()) == '/');
  }

  /** The path without its last part; the root for a path of one part and for the root. */
  public TreePath parent() {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      return ROOT;
    }
    String above = text.substring(0, slash);
    return new TreePath(above, above.getBytes(StandardCharsets.UTF_8));
  }

  /** The last part; empty for the root. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** Without slashes at its ends; empty for the root. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object o) {
    return o instanceof TreePath p && text.equals(p.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** With a leading slash. */
  @Override
  public String toString() {
    return "/" + text;
  }
}
