package io.stemma.internal.format.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/FORMAT.md shows of objects is what this package writes. */
class FormatDocumentTest {
  private static final Path FILE = Path.of("../docs/FORMAT.md");
  private static final Pattern BLOCK =
      Pattern.compile("```hex ([a-z-]+)\n(.*?)```", Pattern.DOTALL);

  private static String document() throws IOException {
    return Files.readString(FILE);
  }

  /** The blocks of hexadecimal digits by name; # begins a remark. */
  private static Map<String, byte[]> blocks() throws IOException {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    for (MatchResult block : BLOCK.matcher(document()).results().toList()) {
      String digits = block.group(2).replaceAll("#.*", "").replaceAll("\\s", "");
      assertThat(blocks.put(block.group(1), HexFormat.of().parseHex(digits)))
          .as("the block " + block.group(1) + " is there once")
          .isNull();
    }
    return blocks;
  }

  @Test
  void blocksAreWhatIsWritten() throws IOException {
    Map<String, byte[]> vectors = ObjectSamples.vectors();
    Map<String, byte[]> blocks = blocks();
    assertThat(blocks.keySet()).isEqualTo(vectors.keySet());
    vectors.forEach((name, bytes) -> assertThat(blocks.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void jsonIsWhatIsWritten() throws IOException {
    byte[] commit = ObjectSamples.fullCommit().encode();
    String json = new String(commit, 24, commit.length - 24, UTF_8);
    assertThat(document()).contains(json);
  }

  /** Rows of a table of three columns: what, of what, value. */
  private static void rows(String heading, int columns, Function<String, String> value)
      throws IOException {
    String table = document().split(Pattern.quote(heading), 2)[1].split("\n\n", 3)[1];
    List<String> rows = table.lines().skip(2).toList();
    assertThat(rows).hasSizeGreaterThan(2);
    for (String row : rows) {
      String[] cells = row.replace("`", "").substring(2).split(" \\| ?", -1);
      assertThat(cells).as(row).hasSizeGreaterThanOrEqualTo(columns);
      String key = String.join(" ", List.of(cells).subList(0, columns - 1));
      assertThat(cells[columns - 1]).as(row).isEqualTo(value.apply(key));
    }
  }

  @Test
  void ids() throws IOException {
    byte[] bytes = "shot 18040".getBytes(UTF_8);
    rows(
        "**Ids of the ten characters",
        2,
        kind -> Kind.valueOf(kind).id(bytes, 0, bytes.length).toString());
    TreeSet<String> listed = new TreeSet<>();
    for (Kind kind : Kind.values()) {
      assertThat(document()).contains("| " + kind.code() + " | " + kind + " |");
      listed.add(kind.name());
    }
    assertThat(listed).hasSize(6);
  }

  @Test
  void idsOfObjects() throws IOException {
    Map<String, String> ids = new LinkedHashMap<>();
    byte[] value = ObjectSamples.value();
    ids.put("value", Kind.VALUE.id(value, 0, value.length).toString());
    ids.put("chunk-list", ObjectSamples.listId(ObjectSamples.chunkList()).toString());
    ids.put(
        "chunk-list-longest", ObjectSamples.listId(ObjectSamples.longestChunkList()).toString());
    ids.put("commit-first", id(ObjectSamples.firstCommit()).toString());
    ids.put("commit-source", id(ObjectSamples.sourcedCommit()).toString());
    ids.put("commit-full", id(ObjectSamples.fullCommit()).toString());
    rows("**Ids of golden files", 2, ids::get);
  }

  private static Hash id(CommitObject commit) {
    byte[] bytes = commit.encode();
    return Kind.COMMIT.id(bytes, 0, bytes.length);
  }

  @Test
  void keysOfTheLog() throws IOException {
    rows(
        "**Keys of entries",
        2,
        sequence ->
            LogKey.of(
                sequence.equals("2^52-1")
                    ? LogKey.MAX_SEQUENCE
                    : Long.parseLong(sequence.replace(",", ""))));
  }

  @Test
  void keysOfPaths() throws IOException {
    rows(
        "**Keys of paths",
        3,
        cells -> {
          String[] what = cells.split(" ", 2);
          var path = io.stemma.internal.path.TreePath.of(what[1]);
          return HexFormat.of()
              .formatHex(what[0].equals("file") ? path.fileKey() : path.directoryKey());
        });
  }
}
