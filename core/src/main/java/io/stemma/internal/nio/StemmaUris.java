package io.stemma.internal.nio;

import io.stemma.ArchiveId;
import io.stemma.CommitId;
import io.stemma.InvalidNameException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The URIs of paths in commits: {@code stemma://<archive id>/<commit id>!/<path>}. In the path, all
 * but letters, digits and some marks of ASCII is written as {@code %} and the digits of its UTF-8
 * bytes.
 */
final class StemmaUris {
  static final String SCHEME = "stemma";

  private static final String PLAIN = "/-._~!$&'()*+,;=:@";
  private static final String FORM = SCHEME + "://<archive id>/<commit id>!/<path>";

  /** What a URI names. */
  record Parts(ArchiveId archive, CommitId commit, String path) {}

  private StemmaUris() {}

  static URI of(StemmaPath path) {
    StemmaFileSystem fileSystem = path.getFileSystem();
    StringBuilder text = new StringBuilder(SCHEME).append("://");
    text.append(fileSystem.archive()).append('/').append(fileSystem.commit().id()).append('!');
    String absolute = path.toAbsolutePath().toString();
    for (byte b : absolute.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || isPlain(c)) {
        text.append(c);
      } else {
        text.append(String.format("%%%02X", (int) c));
      }
    }
    return URI.create(text.toString());
  }

  private static boolean isPlain(char c) {
    return PLAIN.indexOf(c) >= 0;
  }

  /**
   * Reads a URI; without {@code !/} and what follows, it names the root.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static Parts parse(URI uri) {
    String authority = uri.getRawAuthority();
    String rest = uri.getPath();
    if (!SCHEME.equalsIgnoreCase(uri.getScheme())
        || authority == null
        || rest == null
        || !rest.startsWith("/")
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw refused(uri);
    }
    int mark = rest.indexOf("!/");
    String commit = mark < 0 ? rest.substring(1) : rest.substring(1, mark);
    String path = mark < 0 ? "/" : rest.substring(mark + 1);
    try {
      return new Parts(new ArchiveId(UUID.fromString(authority)), new CommitId(commit), path);
    } catch (IllegalArgumentException | InvalidNameException e) {
      IllegalArgumentException refused = refused(uri);
      refused.initCause(e);
      throw refused;
    }
  }

  private static IllegalArgumentException refused(URI uri) {
    return new IllegalArgumentException("not of the form " + FORM + ": " + uri);
  }
}
