package io.stemma.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The name of this computer, as it calls itself. Asks no other one, as {@code
 * InetAddress.getLocalHost} may: that can wait for a name server.
 */
final class HostName {
  /** Empty if nobody can tell. */
  static final String TEXT =
      of(System::getenv, List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname")));

  private static final int MAX_CHARACTERS = 253;

  private HostName() {}

  /**
   * The first name that there is.
   *
   * @param variables of the environment
   * @param files that hold the name, where there are such
   */
  static String of(UnaryOperator<@Nullable String> variables, List<Path> files) {
    for (String variable : List.of("HOSTNAME", "COMPUTERNAME")) {
      String name = variables.apply(variable);
      if (name != null && isName(name)) {
        return name;
      }
    }
    for (Path file : files) {
      String name = firstLine(file);
      if (isName(name)) {
        return name;
      }
    }
    return "";
  }

  private static String firstLine(Path file) {
    if (!Files.isRegularFile(file)) {
      return ""; // Reading a pipe would wait.
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(1024), StandardCharsets.US_ASCII);
      return text.lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Letters, digits and marks of names: nothing else gets into a commit. */
  private static boolean isName(String text) {
    return text.length() <= MAX_CHARACTERS && text.matches("[A-Za-z0-9][A-Za-z0-9._-]*");
  }
}
