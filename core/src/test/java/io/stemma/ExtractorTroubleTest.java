package io.stemma;

import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.IOError;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that are not what they should be: files are committed all the same, and say why. */
class ExtractorTroubleTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());
  private final Repository shots = archive.ensureRepository("shots");
  private final Branch main = shots.main();

  /** Gives nothing. */
  record Nothing() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {}
  }

  /** Does what its file says. */
  record Obedient() implements Extractor {
    @Override
    public void extract(Path file, AttributeTarget out) throws Exception {
      out.attribute("begun", true).fileAttribute("begun", true);
      String order = Files.readString(file);
      switch (order) {
        case "throw" -> throw new IOException("as\n\tI was told" + (char) 0xD800);
        case "overflow" -> extract(file, out);
        case "assert" -> throw new AssertionError("no");
        case "error" -> throw new IOError(new IOException("of a library"));
        case "interrupt" -> throw new InterruptedException("stop");
        case "reserved" -> out.attribute("extracted", 1);
        case "type" -> out.attribute("type", new Object());
        case "large" -> out.attribute("large", "x".repeat(1 << 20));
        default -> out.attribute("done", true);
      }
    }
  }

  @BeforeEach
  void define() {
    shots.defineExtractor("record", "/{shot}/shot.json", new JsonAttributes());
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private static String error(Commit commit, String path) {
    Attributes attributes = commit.entry(path).attributes();
    assertThat(attributes.values()).containsOnlyKeys("extraction_error");
    return attributes.text("extraction_error").orElseThrow();
  }

  @Test
  void whatFailedIsStillSaidWhenAttributesAreReplaced() {
    main.commit("cut off", tx -> tx.write("/1/shot.json", "{\"a\":").attribute("/2", "note", 1));
    String why = error(main.head(), "/1");

    Commit copied = main.commit("copy", tx -> tx.copy(main.head(), "/2", "/1"));
    assertThat(copied.entry("/1").attributes().values())
        .containsOnly(entry("note", 1L), entry("extraction_error", why));
    Commit removed = main.commit("hide", tx -> tx.removeAttribute("/1", "extraction_error"));
    assertThat(removed.entry("/1").attributes()).isEqualTo(copied.entry("/1").attributes());
  }

  private Commit commit(String record) {
    return main.commit("record", tx -> tx.write("/1/shot.json", record));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,}|not JSON: Unexpected character ('}' (code 125)): was expecting double-quote to"
            + " start field name, at line 1, column 8",
        "[1]|no JSON object but array",
        "\"text\"|no JSON object but string",
        "``|not JSON: a value expected, nothing found, at line 1, column 1",
        "{} {}|not JSON: trailing token START_OBJECT, at line 1, column 5",
        "{\"a\":1,\"a\":2}|not JSON: Duplicate field 'a', at line 1, column 11",
        "{\"a\":1e999}|member a has a number that is too large",
        "{\"a\":[1,null]}|member a has an array with null in it, which no attribute can hold",
        "{\"extracted\":1}|an attribute extracted cannot be extracted: it says what was; choose"
            + " another name"
      })
  void aRecordThatCannotBeTakenSaysWhy(String record, String why) {
    commit("{\"before\": 1}");
    assertThat(main.head().entry("/1").attributes().values()).containsKey("before");
    Commit commit = commit(record);
    assertThat(error(commit, "/1")).isEqualTo("record of shot.json: " + why);
    assertThat(commit.readString("/1/shot.json")).isEqualTo(record);
    assertThat(commit.find(where("extraction_error").exists()).list()).hasSize(1);
    assertThat(commit("{\"after\": 1}").entry("/1").attributes().values())
        .containsOnlyKeys("after", "extracted");
  }

  @Test
  void recordsMayBeWhateverJsonIs() {
    Commit commit =
        commit(
            "\uFEFF{\"big\": 9223372036854775808, \"s\": \"\\u00e9\", \"o\": {\"x\": null, \"y\":"
                + " {}}, \"l\": [[], true], \"none\": null}");
    assertThat(commit.entry("/1").attributes().toString())
        .isEqualTo(
            "{big=9.223372036854776E18, extracted={record={shot.json=[big, l, o, s]}}, l=[[],"
                + " true], o={y={}}, s=é}");
    byte[] latin = "{\"s\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(error(main.commit("latin", tx -> tx.write("/1/shot.json", latin)), "/1"))
        .isEqualTo("record of shot.json: not JSON: it is not UTF-8");
    assertThat(error(commit("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"), "/1"))
        .contains("nesting depth");
  }

  @Test
  void whatIsTooLargeDoesNotFit() {
    assertThat(error(commit("{\"a\": 1" + " ".repeat(JsonAttributes.MAX_BYTES) + "}"), "/1"))
        .isEqualTo(
            "record of shot.json: the file has more than 4194304 bytes, too many for a record");
    String wide = "\"" + "x".repeat(600_000) + "\"";
    assertThat(error(commit("{\"a\": " + wide + ", \"b\": " + wide + "}"), "/1"))
        .startsWith("what the extractors say does not fit: attributes of 1200");
    assertThat(commit("{\"a\": " + wide + "}").entry("/1").attributes().values())
        .containsOnlyKeys("a", "extracted");
    Commit full = main.commit("full", tx -> tx.attribute("/1", "hand", "y".repeat(400_000)));
    assertThat(full.entry("/1").attributes().values()).containsOnlyKeys("a", "extracted", "hand");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw|java.io.IOException: as I was told?",
        "overflow|java.lang.StackOverflowError",
        "assert|java.lang.AssertionError: no",
        "error|java.io.IOError: java.io.IOException: of a library",
        "reserved|an attribute extracted cannot be extracted: it says what was; choose another name",
        "type|attribute type is of a type that JSON has not: java.lang.Object",
        "large|attributes of 1048588 bytes; at most 1 MiB is allowed, put more in a file"
      })
  void anExtractorThatThrowsSaysNothing(String order, String why) {
    shots.defineExtractor("obedient", "/*/order", new Obedient());
    Commit good =
        main.commit("good", tx -> tx.write("/1/order", "").write("/1/shot.json", "{\"a\":1}"));
    assertThat(good.entry("/1").attributes().values())
        .containsOnlyKeys("a", "begun", "done", "extracted");
    assertThat(good.entry("/1/order").attributes().values()).containsOnlyKeys("begun", "extracted");
    Commit bad = main.commit("bad", tx -> tx.write("/1/order", order));
    assertThat(bad.entry("/1").attributes().values())
        .containsOnlyKeys("a", "extracted", "extraction_error")
        .containsEntry("extraction_error", "obedient of order: " + why);
    assertThat(bad.entry("/1/order").attributes().isEmpty()).isTrue();
  }

  @Test
  @Timeout(60)
  void anInterruptIsOneOfTheCommit() {
    shots.defineExtractor("obedient", "/*/order", new Obedient());
    try {
      main.commit("stop", tx -> tx.write("/1/order", "interrupt"));
    } catch (CommitOutcomeUnknownException e) {
      // Goes on without this thread, unless it had ended before that looked.
    }
    assertThat(Thread.interrupted()).isTrue();
    while (!main.head().exists("/1/order")) {
      Thread.onSpinWait();
    }
    assertThat(error(main.head(), "/1"))
        .isEqualTo("obedient of order: java.lang.InterruptedException: stop");
  }

  @Test
  void severalFailuresAreToldTogether() {
    shots.defineExtractor("all", "/*/*", new JsonAttributes());
    Commit bad =
        main.commit(
            "bad",
            tx -> {
              for (int i = 10; i < 30; i++) {
                tx.write("/1/" + i, i == 20 ? "{\"a\":1}" : "no");
              }
            });
    String error = bad.entry("/1").attributes().text("extraction_error").orElseThrow();
    assertThat(error.lines()).hasSize(11).last().isEqualTo("and 9 more");
    Commit better =
        main.commit(
            "better",
            tx -> {
              for (int i = 11; i < 30; i++) {
                tx.write("/1/" + i, "{\"b" + i + "\":1}");
              }
            });
    assertThat(better.entry("/1").attributes().text("extraction_error").orElseThrow())
        .startsWith("all of 10: not JSON")
        .doesNotContain("\n");
    assertThat(main.commit("good", tx -> tx.delete("/1/10")).entry("/1").attributes().values())
        .hasSize(20);
  }

  @Test
  void aClassThatIsMissingLeavesTheFileAndIsFoundLater(@TempDir Path directory) throws Exception {
    Class<?> type =
        CompiledCode.of(
                directory,
                """
                public record Lines() implements Extractor {
                  public void extract(Path file, AttributeTarget out) throws Exception {
                    out.attribute("lines", Files.readAllLines(file).size());
                  }
                }
                """)
            .load("lab.Lines");
    Constructor<?> constructor = type.getDeclaredConstructor();
    shots.defineExtractor("lines", "/*/log", (Extractor) constructor.newInstance());
    main.commit("one", tx -> tx.write("/1/log", "a\nb").write("/2/log", "a"));
    try (Archive elsewhere = Archive.open(store.reopen(), ArchiveOptions.DEFAULT.withoutCache())) {
      Branch there = elsewhere.repository("shots").main();
      Commit other = there.commit("other", tx -> tx.write("/1/te", "1"));
      assertThat(other.entry("/1").attributes().values()).containsKey("lines");
      assertThat(error(there.commit("two", tx -> tx.write("/1/log", "a")), "/1"))
          .isEqualTo(
              "lines of log: the class lab.Lines is not on the class path of who committed this");
      assertThat(there.head().entry("/2").attributes().values()).containsEntry("lines", 1L);
    }
    Commit repaired = main.extract("here it is");
    assertThat(repaired.entry("/1").attributes().values())
        .containsOnlyKeys("lines", "extracted")
        .containsEntry("lines", 1L);
  }

  private Set<String> packs() throws IOException {
    try (Stream<ObjectInfo> objects = store.list("packs/", "", 1000)) {
      return objects.map(ObjectInfo::key).collect(Collectors.toSet());
    }
  }

  @Test
  void aStoreThatFailsIsNoFaultOfTheFile() throws IOException {
    Set<String> before = packs();
    Commit elsewhere =
        archive.createRepository("other").main().commit("x", tx -> tx.write("/shot.json", "{}"));
    Commit base = main.head();
    for (String key : packs()) {
      if (!before.contains(key)) {
        store.delete(key);
      }
    }
    assertThatExceptionOfType(DamageException.class)
        .isThrownBy(
            () -> main.commit("copy", tx -> tx.copy(elsewhere, "/shot.json", "/1/shot.json")));
    assertThat(main.head()).isEqualTo(base);
  }
}
