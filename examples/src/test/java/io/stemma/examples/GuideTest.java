package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the Java of each page of the guide in a session of its own, block by block. A block of text
 * that follows is what JShell prints: the values of expressions, and of the variable that a block
 * ends with; and what is written to standard output. {@code -Dstemma.golden.write=true} writes
 * those blocks anew that differ.
 *
 * <p>{@code -Dstemma.guide.data=DIRECTORY} runs the pages on other files than those shown, and does
 * not compare.
 *
 * <p>{@code <!-- setup: shots.jsh -->} runs {@code docs/guide/setup/shots.jsh} before.
 */
class GuideTest {
  private static final Path GUIDE = Path.of("../docs/guide");
  private static final Pattern SETUP = Pattern.compile("<!-- setup: ([a-z-]+\\.jsh) -->");
  private static final Pattern BLOCK =
      Pattern.compile("```java\n(.*?)```\n(\n```text\n(.*?)```\n)?", Pattern.DOTALL);

  static List<Path> pages() throws IOException {
    try (var files = Files.list(GUIDE)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9].*\\.md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void printsWhatThePageShows(Path page) throws IOException {
    String before = Files.readString(page);
    String after = run(before);
    if (System.getProperty("stemma.guide.data") != null) {
      return; // Other files, so other output; that it ran is what counts.
    }
    if (Boolean.getBoolean("stemma.golden.write")
        && !new Masks().maskedWithTimes(after).equals(new Masks().maskedWithTimes(before))) {
      Files.writeString(page, after);
      before = after;
    }
    assertThat(new Masks().maskedWithTimes(after)).isEqualTo(new Masks().maskedWithTimes(before));
  }

  /** The page with what its blocks print now. */
  private static String run(String page) throws IOException {
    StringBuilder ran = new StringBuilder();
    Matcher block = BLOCK.matcher(page);
    try (Session session = Session.ofTool()) {
      Matcher setup = SETUP.matcher(page);
      while (setup.find()) {
        List<Session.Result> unused =
            session.evaluate(Files.readString(GUIDE.resolve("setup").resolve(setup.group(1))));
      }
      int done = 0;
      while (block.find()) {
        String printed = printed(session, block.group(1));
        ran.append(page.substring(done, block.start())).append("```java\n").append(block.group(1));
        ran.append("```\n");
        if (block.group(2) != null) {
          ran.append("\n```text\n").append(printed).append("```\n");
        }
        done = block.end();
      }
      tidy(session);
      return ran.append(page.substring(done)).toString();
    }
  }

  /** What pages leave open, and what their setups have made. */
  private static void tidy(Session session) throws IOException {
    if (session.has("archive")) {
      List<Session.Result> unused = session.evaluate("archive.close()");
    }
    if (session.has("data") && System.getProperty("stemma.guide.data") == null) {
      Trees.delete((Path) session.value("data").orElseThrow());
    }
  }

  private static String printed(Session session, String code) {
    StringBuilder values = new StringBuilder();
    String written =
        Session.printed(
            () -> {
              List<Session.Result> results = session.evaluate(code);
              for (int i = 0; i < results.size(); i++) {
                Session.Result each = results.get(i);
                boolean isLast = i == results.size() - 1;
                if (!each.value().isEmpty() && (isLast || each.name().isPresent())) {
                  values.append(each.value()).append('\n');
                }
              }
            });
    return written + values;
  }

  @Test
  void pagesStandAloneAndAreShort() throws IOException {
    assertThat(pages()).isNotEmpty();
    for (Path page : pages()) {
      String text = Files.readString(page);
      assertThat(page.getFileName().toString()).matches("[0-9]{2}-[a-z-]+\\.md");
      assertThat(text).as(page.toString()).startsWith("# ").contains("```java\n");
      assertThat(text.lines().count()).as(page.toString()).isLessThan(200);
    }
  }
}
