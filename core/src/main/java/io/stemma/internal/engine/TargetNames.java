package io.stemma.internal.engine;

import io.stemma.StorageException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which names a file system takes, and which of them are one to it. Whether it folds case is found
 * by trying: a file of a name in lower case is made and looked for in upper case. Nothing is to be
 * tried about Unicode's forms: names in a commit are all in form C, of which no two become one.
 *
 * @param folds whether names that differ in case only are one
 * @param windows whether the rules of Windows hold
 * @param charset how names are encoded
 */
record TargetNames(boolean folds, boolean windows, Charset charset) {
  private static final int MAX_NAME = 255;
  private static final String NOT_ON_WINDOWS = "<>:\"|?*\\";
  private static final Set<String> DEVICES = Set.of("CON", "PRN", "AUX", "NUL");
  private static final String NUMBERED_DEVICE = "(COM|LPT)[0-9\u00b9\u00b2\u00b3]";

  /** Of the file system of an existing directory. */
  static TargetNames of(Path directory) {
    Charset charset =
        Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
    return new TargetNames(folds(directory), File.separatorChar == '\\', charset);
  }

  private static boolean folds(Path directory) {
    try {
      Path probe = Files.createTempFile(directory, ".stemma-probe-", "");
      try {
        Path upper = directory.resolve(probe.getFileName().toString().toUpperCase(Locale.ROOT));
        return Files.exists(upper, LinkOption.NOFOLLOW_LINKS);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw new StorageException("no file can be made in " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Why a name cannot be that of a file or directory; empty if it can. */
  Optional<String> problem(String name) {
    // The grammar of paths forbids the first ones, but who wrote the archive may not keep to it.
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return Optional.of("is no name");
    } else if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      return Optional.of("holds a slash or NUL");
    } else if (!isAscii(name) && !charset.newEncoder().canEncode(name)) {
      return Optional.of(
          "cannot be written in "
              + charset
              + ", the encoding of file names; run Java in a UTF-8 locale (LC_ALL=C.UTF-8)");
    }
    int length = length(name);
    if (length > MAX_NAME) {
      return Optional.of("has " + length + " bytes; a file system takes " + MAX_NAME);
    }
    return windows ? onWindows(name) : Optional.empty();
  }

  /** Length as the file system counts it. */
  int length(String name) {
    return windows || isAscii(name) ? name.length() : name.getBytes(charset).length;
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> onWindows(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < ' ' || NOT_ON_WINDOWS.indexOf(name.charAt(i)) >= 0) {
        return Optional.of("holds a character that Windows forbids");
      }
    }
    if (name.endsWith(".") || name.endsWith(" ")) {
      return Optional.of("ends with a dot or space, which Windows drops");
    }
    int dot = name.indexOf('.');
    String base = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
    return DEVICES.contains(base) || base.matches(NUMBERED_DEVICE)
        ? Optional.of("is the name of a device on Windows")
        : Optional.empty();
  }

  /** What names have in common that are one to the file system. */
  String folded(String name) {
    if (!folds) {
      return name;
    }
    int[] points =
        name.codePoints().map(c -> Character.toLowerCase(Character.toUpperCase(c))).toArray();
    return Normalizer.normalize(new String(points, 0, points.length), Normalizer.Form.NFC);
  }
}
