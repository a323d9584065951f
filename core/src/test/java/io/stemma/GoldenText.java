package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Collects what values print, and compares it with a file. Random ids become {@code <1>}, {@code
 * <2>} ..., as long as they were. {@code -Dstemma.golden.write=true} writes the file anew.
 */
final class GoldenText {
  private static final Pattern ID =
      Pattern.compile(
          "[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|\\b[0-9a-f]{12}\\b");

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> ids = new LinkedHashMap<>();

  void add(String what, Object value) {
    text.append("== ").append(what).append('\n').append(masked(value.toString())).append("\n\n");
  }

  private String masked(String raw) {
    return ID.matcher(raw)
        .replaceAll(
            match -> {
              String id = match.group().replace("-", "").substring(0, 12);
              String name = ids.computeIfAbsent(id, i -> "<" + (ids.size() + 1));
              int rest = match.group().length() - name.length() - 1;
              return name + ".".repeat(rest) + ">";
            });
  }

  void assertIs(Path file) throws IOException {
    if (Boolean.getBoolean("stemma.golden.write")) {
      Files.writeString(file, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(file));
  }
}
