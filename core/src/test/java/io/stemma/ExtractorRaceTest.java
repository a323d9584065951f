package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.storage.MemoryObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Extractors where others commit, define and merge meanwhile. */
class ExtractorRaceTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());
  private final Repository shots = archive.createRepository("shots");
  private final Branch main = shots.main();
  private final Archive elsewhere =
      Archive.open(store.reopen(), ArchiveOptions.DEFAULT.withoutCache());
  private final Branch there = elsewhere.repository("shots").main();

  /** Says how long its file is. */
  record Length() implements Extractor {
    @Override
    public void extract(Path file, AttributeTarget out) throws java.io.IOException {
      out.attribute("length", Files.size(file));
    }
  }

  @AfterEach
  void close() {
    elsewhere.close();
    archive.close();
  }

  private void records() {
    shots.defineExtractor("record", "/*/*.json", new JsonAttributes());
  }

  private static String said(Commit commit, String path) {
    java.util.Map<String, Object> values =
        new java.util.TreeMap<>(commit.entry(path).attributes().values());
    values.remove("extracted");
    return values.toString();
  }

  @Test
  void aChangeThatBeganBeforeTheDefinitionHasTheAttributes() {
    try (Transaction tx = there.begin("long")) {
      tx.write("/1/a.json", "{\"gas\":\"D2\"}");
      records();
      main.commit("meanwhile", other -> other.write("/2/a.json", "{\"gas\":\"H2\"}"));
      Commit commit = tx.commit();
      assertThat(said(commit, "/1")).isEqualTo("{gas=D2}");
      assertThat(said(commit, "/2")).isEqualTo("{gas=H2}");
    }
    shots.removeExtractor("record");
    assertThat(said(there.commit("without", tx -> tx.write("/3/a.json", "{\"a\":1}")), "/3"))
        .isEqualTo("{}");
    assertThat(there.head().find(Condition.where("gas").exists()).list()).hasSize(2);
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
  }

  @Test
  void aLargeChangeIsReadFromThePacksThatItWrote() {
    records();
    try (Transaction tx = there.begin("large")) {
      for (int i = 0; i < 1000; i++) {
        tx.write("/" + i + "/te", "x".repeat(500 + i));
        tx.write(
            "/" + i + "/shot.json", "{\"shot\": " + i + ", \"text\": \"" + "x".repeat(i) + "\"}");
      }
      shots.defineExtractor("length", "/{shot}/te", new Length());
      Commit commit = tx.commit();
      assertThat(commit.find(Condition.where("shot").atLeast(0)).stream().count()).isEqualTo(1000);
      assertThat(commit.find(Condition.where("length").above(1)).stream().count()).isEqualTo(1000);
      assertThat(said(commit, "/7")).contains("shot=7, text=xxxxxxx");
    }
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
  }

  @Test
  void changesOfOtherDirectoriesGoTogether() {
    records();
    Commit unused = main.commit("begin", tx -> tx.write("/2/a.json", "{\"a\":1}"));
    try (Transaction tx = there.begin("one")) {
      tx.write("/1/a.json", "{\"gas\":\"D2\"}").write("/2/te", "1");
      main.commit("two", other -> other.write("/2/a.json", "{\"a\":2}"));
      Commit commit = tx.commit();
      assertThat(said(commit, "/1")).isEqualTo("{gas=D2}");
      assertThat(said(commit, "/2")).isEqualTo("{a=2}");
    }
  }

  @Test
  void changesOfWhatIsSaidOfOneDirectoryInterfere() {
    records();
    main.commit("begin", tx -> tx.write("/1/a.json", "{\"a\":1}"));
    try (Transaction tx = there.begin("one")) {
      tx.write("/1/b.json", "{\"b\":1}");
      main.commit("two", other -> other.write("/1/c.json", "{\"c\":1}"));
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(tx::commit)
          .withMessageContaining("first /1;");
    }
    try (Transaction tx = there.begin("says the same")) {
      tx.write("/1/a.json", "{ \"a\": 1 }");
      main.commit("by hand", other -> other.attribute("/1", "a", 7));
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(tx::commit)
          .withMessageContaining("first /1;");
    }
    try (Transaction tx = there.begin("both the same")) {
      tx.write("/1/d.json", "{\"d\":1}");
      main.commit("the same", other -> other.write("/1/d.json", "{\"d\":1}"));
      assertThat(said(tx.commit(), "/1")).isEqualTo("{a=7, c=1, d=1}");
    }
  }

  @Test
  void bothSidesOfAMergeBringTheirRecords() {
    main.commit("begin", tx -> tx.write("/1/a.json", "{\"a\":1}").write("/2/a.json", "{\"a\":1}"));
    Branch side = shots.createBranch("side", main.head());
    side.commit("before there was an extractor", tx -> tx.write("/3/a.json", "{\"a\":3}"));
    records();
    side.commit("side", tx -> tx.write("/2/a.json", "{\"a\":2}").write("/4/a.json", "{\"a\":4}"));
    main.commit("main", tx -> tx.write("/1/te", "1").write("/5/a.json", "{\"a\":5}"));
    Commit merged = main.merge(side.head()).commit().orElseThrow();
    assertThat(said(merged, "/1")).isEqualTo("{}");
    for (int i = 2; i < 6; i++) {
      assertThat(said(merged, "/" + i)).isEqualTo("{a=" + i + "}");
    }
    assertThat(merged.parents()).hasSize(2);
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(MergeResolution.class)
  void aRecordThatBothSidesChangedIsInConflictWithItsDirectory(MergeResolution resolution) {
    records();
    main.commit("begin", tx -> tx.write("/1/a.json", "{\"a\":0}").write("/2/a.json", "{\"a\":0}"));
    Branch side = shots.createBranch("side", main.head());
    side.commit("side", tx -> tx.write("/1/a.json", "{\"a\":2}").write("/2/a.json", "{\"a\":2}"));
    main.commit("main", tx -> tx.write("/1/a.json", "{\"a\":1}").write("/2/a.json", "{ \"a\":0}"));
    Merge merge = main.merge(side.head(), resolution);
    switch (resolution) {
      case NONE ->
          assertThat(merge.conflicts())
              .extracting(Merge.Conflict::path)
              .containsExactly("/1", "/1/a.json", "/2/a.json");
      case OURS -> {
        assertThat(said(main.head(), "/1")).isEqualTo("{a=1}");
        // The attributes alone would have come from the other side.
        assertThat(said(main.head(), "/2")).isEqualTo("{a=0}");
      }
      case THEIRS -> {
        assertThat(said(main.head(), "/1")).isEqualTo("{a=2}");
        assertThat(said(main.head(), "/2")).isEqualTo("{a=2}");
      }
    }
  }

  @Test
  void aMergeTakesOverWhatAnotherProcessRead() {
    record Here(long length) implements Extractor {
      @Override
      public void extract(Path file, AttributeTarget out) {
        if (length > 0) {
          throw new IllegalStateException("run once more");
        }
      }
    }
    records();
    Branch side = shots.createBranch("side", main.head());
    side.commit("side", tx -> tx.write("/1/a.json", "{\"a\":2}"));
    shots.defineExtractor("record", "/*/*.json", new Here(1));
    main.commit("main", tx -> tx.write("/2/te", "1"));
    Commit merged = main.merge(side.head()).commit().orElseThrow();
    assertThat(said(merged, "/1")).isEqualTo("{a=2}");
    assertThat(said(main.extract("again"), "/1")).contains("run once more");
  }

  @Test
  void aChangeOfSeveralBranchesIsReadOnEach() {
    records();
    Branch side = shots.createBranch("side", main.head());
    archive.commit(
        "both",
        tx -> {
          tx.on(main).write("/1/a.json", "{\"a\":1}");
          tx.on(side).write("/1/a.json", "{\"a\":2}");
        });
    assertThat(said(main.head(), "/1")).isEqualTo("{a=1}");
    assertThat(said(side.head(), "/1")).isEqualTo("{a=2}");
  }
}
