package io.stemma;

import static io.stemma.Condition.path;
import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.condition.RandomConditions;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.LogEntryCodec;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipelines over the shots that match a condition. */
class ConditionedInputTest {
  private static final Condition ASKED = where("gas").is("D2").and("peak_current_kA").above(200);
  private static final String SAID =
      "where(\"gas\").is(\"D2\").and(\"peak_current_kA\").above(200)";

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive =
      Archive.create(store, ArchiveOptions.DEFAULT.withoutCache().withAuthor("ada"));
  private Branch shots;

  @BeforeEach
  void fourShots() {
    shots = archive.createRepository("shots").main();
    shots.commit(
        "a morning",
        tx -> {
          for (int shot = 1; shot <= 4; shot++) {
            tx.write("/" + shot + "/te", "te" + shot);
          }
          says(tx, 1, "D2", 250);
          says(tx, 2, "He", 250);
          says(tx, 3, "D2", 100);
        });
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private static void says(Transaction tx, int shot, String gas, int current) {
    tx.attribute("/" + shot, "gas", gas).attribute("/" + shot, "peak_current_kA", current);
  }

  private Pipeline te() {
    return archive.definePipeline("te", new Append("."), Input.each("shots", "/{d}", ASKED));
  }

  private static List<String> results(Commit commit) {
    return commit.list("/").stream().map(Entry::path).toList();
  }

  @Test
  void aPlanSaysWhichShotsMatchNowAndWhichNoLonger() {
    Pipeline te = te();
    assertThat(te.plan()).hasToString("run 1, reuse 0\n  run     /1  1 file, 3 B  new");
    assertThat(results(te.run().commit())).containsExactly("/1");

    shots.commit(
        "corrected",
        tx -> {
          says(tx, 1, "He", 250);
          says(tx, 3, "D2", 300);
          tx.write("/5/te", "te5");
          says(tx, 5, "D2", 201);
        });
    assertThat(te.plan())
        .hasToString(
            "run 2, reuse 0, vanish 1\n"
                + "  run     /3  1 file, 3 B  shots:/3 now matches "
                + SAID
                + "\n  run     /5  1 file, 3 B  new\n"
                + "  vanish  /1  shots:/1 no longer matches "
                + SAID);
    assertThat(results(te.run().commit())).containsExactly("/3", "/5");

    shots.commit("deleted", tx -> tx.delete("/5"));
    assertThat(te.plan()).hasToString("run 0, reuse 1, vanish 1\n  vanish  /5  gone");
  }

  @Test
  void aShotThatComesBackIsNotRunAgain() {
    Pipeline te = te();
    te.run();
    shots.commit("wrong", tx -> says(tx, 1, "He", 250));
    assertThat(results(te.run().commit())).isEmpty();
    shots.commit("right", tx -> says(tx, 1, "D2", 250));
    assertThat(te.plan()).hasToString("run 0, reuse 1");
    Job job = te.run();
    assertThat(job.progress()).hasToString("1 datum: 1 reused, 0 finished");
    assertThat(job.commit().readString("/1/text")).isEqualTo("te1.");
  }

  @Test
  void anAttributeThatTheDatumSeesRunsItAgainThoughTheConditionStaysTrue() {
    Pipeline te = te();
    te.run();
    shots.commit("more", tx -> says(tx, 1, "D2", 251));
    assertThat(te.plan())
        .hasToString("run 1, reuse 0\n  run     /1  1 file, 3 B  shots:/1 changed");
    Pipeline paths =
        archive.definePipeline(
            "paths", new Append("."), Input.each("shots", "/{d}", ASKED).reference());
    paths.run();
    shots.commit("still more", tx -> says(tx, 1, "D2", 252));
    assertThat(paths.plan().isEmpty()).isTrue();
  }

  @Test
  void anotherConditionIsAnotherInput() {
    Pipeline te = te();
    te.run();
    archive.definePipeline("te", new Append("."), Input.each("shots", "/{d}", ASKED));
    assertThat(te.history()).as("the same condition").hasSize(1);
    archive.definePipeline(
        "te", new Append("."), Input.each("shots", "/{d}", where("gas").is("He")));
    assertThat(te.history()).hasSize(2);
    assertThat(te.plan())
        .hasToString(
            "run 1, reuse 0, vanish 1\n  run     /2  1 file, 3 B  new\n  vanish  /1  gone");
  }

  @Test
  void aGroupSaysWhichOfItsMembersCameAndWent() {
    Input each = Input.each("shots", "/{d}", ASKED).on("all");
    Pipeline all = archive.definePipeline("all", new Sum(), Input.group(each));
    assertThat(all.run().commit().readString("/text")).isEqualTo("1");
    shots.commit(
        "corrected",
        tx -> {
          says(tx, 1, "He", 250);
          says(tx, 3, "D2", 300);
        });
    assertThat(all.plan())
        .hasToString(
            "run 1, reuse 0\n  run     /all  1 file, 3 B  shots:/3 now matches "
                + SAID
                + ", shots:/1 no longer matches "
                + SAID);
  }

  @Test
  void aGroupHasAShotOnceThatMatchesTwoConditions() {
    Input either =
        Input.union(
            Input.each("shots", "/{d}", where("gas").is("D2")),
            Input.each("shots", "/{d}", where("peak_current_kA").above(200)));
    Pipeline all = archive.definePipeline("all", new Sum(), Input.group(either.on("all")));

    assertThat(all.run().commit().readString("/text")).isEqualTo("3");
  }

  /** Writes how many shots a datum has. */
  record Sum() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write("/text", "" + in.paths("shots").size());
    }
  }

  @Test
  void oneThatFailedCanCeaseToMatch() {
    shots.commit("bad", tx -> tx.write("/1/te", "bad"));
    Pipeline te =
        archive.definePipeline(
            "te",
            new Append("."),
            Input.each("shots", "/{d}", ASKED),
            PipelineOptions.DEFAULT.onFailure(PipelineOptions.OnFailure.OMIT));
    te.run();
    shots.commit("not that one", tx -> says(tx, 1, "He", 250));
    assertThat(te.plan().vanishing())
        .containsExactly(new Plan.Vanishing("/1", "shots:/1 no longer matches " + SAID));
  }

  @Test
  void readsOneCommitAndIsTried() {
    Commit head = shots.head();
    shots.commit("all helium", tx -> says(tx, 1, "He", 250));
    Trial trial = archive.trial(new Append("."), Input.each(head, "/{d}", ASKED), 5);
    assertThat(trial.datums()).extracting(DatumReport::name).containsExactly("/1");
    Trial now = archive.trial(new Append("."), Input.each("shots", "/{d}", ASKED), 5);
    assertThat(now.datums()).isEmpty();
    assertThat(Input.each(head, "/{d}", ASKED))
        .hasToString("each(shots@" + head.id().abbreviated() + ", /{d}, " + SAID + ")");
  }

  @Test
  void isPartOfAllCompositionsAndPrintsAsTyped() {
    Branch cal = archive.createRepository("cal").main();
    cal.commit("a gain", tx -> tx.write("/te/a", "2").validity("/te/a", 1, 2));
    archive.createRepository("other").createBranch("b", archive.repository("other").main().head());
    Branch other = archive.repository("other").branch("b");
    other.commit("one", tx -> tx.write("/1", "o").attribute("/1", "ok", true));
    Input left = Input.each("shots", "/{s}", where("gas").exists()).as("left");
    Input right = Input.each("other", "/{s}", where("ok").is(true)).branch("b").as("right");
    List<String> names = List.of("/1", "/2", "/3");

    assertDatums(Input.union(left, Input.each("cal", "/te/{x}", path("/te/b"))), names);
    assertDatums(Input.cross(left, Input.all("cal")), names);
    assertDatums(Input.join(left.on("{s}"), right.on("{s}")), List.of("/1/1"));
    assertDatums(Input.join(left.on("{s}").outer(), right.on("{s}")), List.of("/1/1", "/2", "/3"));
    assertDatums(Input.group(left.on("{s}"), right.on("{s}")), names);
    Input valid = left.valid("cal", "/te/*", "s").as("gain").optional();
    assertDatums(valid, names);
    assertThat(Input.join(valid.on("{s}"), right.on("{s}").outer()))
        .hasToString(
            "join(each(shots, /{s}, where(\"gas\").exists()).as(left).on({s})"
                + ".valid(cal, /te/*, s).as(gain).optional(),"
                + " each(other, /{s}, where(\"ok\").is(true)).branch(b).as(right).on({s}).outer())");
  }

  /** Names its inputs nowhere. */
  record Nothing() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write("text", in.name());
    }
  }

  private void assertDatums(Input input, List<String> names) {
    Trial trial = archive.trial(new Nothing(), input, 9);
    assertThat(trial.failures()).isEmpty();
    assertThat(trial.datums()).extracting(DatumReport::name).isEqualTo(names);
  }

  @Test
  void resultsFollowThroughPipelinesWithConditions() {
    te();
    archive.definePipeline("next", new Append("!"), Input.each("te", "/{d}"));
    List<Job> jobs;
    try (Subscription subscription = archive.subscribe(job -> {})) {
      Commit commit = shots.commit("corrected", tx -> says(tx, 3, "D2", 300));
      List<Commit> results = archive.awaitResults(commit, Duration.ofMinutes(2));
      assertThat(results)
          .extracting(ConditionedInputTest::results)
          .containsExactly(List.of("/1", "/3"), List.of("/1", "/3"));
      assertThat(subscription.failure()).isEmpty();
      jobs = archive.update();
    }
    assertThat(jobs).isEmpty();
    Derivation derivation = archive.repository("te").main().head().derivation("/3/text");
    assertThat(derivation).asString().contains("/3/te");
    try (Replay replay = archive.repository("te").main().head().replay(Trust.RECORDED_CODE)) {
      assertThat(replay.requireIdentical()).isSameAs(replay);
    }
    assertThat(archive.downstream("shots", "/3/te").toString()).contains("te").contains("next");
    assertThat(archive.downstream("shots", "/2/te").toString()).doesNotContain("next");
    assertThat(archive.pipeline("te").definition().input())
        .isEqualTo(Input.each("shots", "/{d}", ASKED))
        .hasToString("each(shots, /{d}, " + SAID + ")");
  }

  @Test
  void onlyWhoKnowsConditionsMayWriteOnceThereIsOne() throws IOException {
    archive.definePipeline("all", new Append("."), Input.each("shots", "/{d}"));
    assertThat(features()).isEmpty();
    te();
    archive.deletePipeline("te", false);
    assertThat(features()).containsExactly(ArchiveState.CONDITIONED_INPUTS);
    assertThat(ArchiveState.WRITER_FEATURES).contains(ArchiveState.CONDITIONED_INPUTS);
    shots.commit("goes on", tx -> tx.write("/6/te", "te6"));
  }

  private TreeSet<String> features() throws IOException {
    TreeMap<Long, TreeSet<String>> features = new TreeMap<>();
    try (Stream<ObjectInfo> keys = store.list("log/", "", Integer.MAX_VALUE)) {
      for (ObjectInfo key : keys.toList()) {
        byte[] stored = new byte[(int) key.length()];
        store.read(key.key(), 0, stored.length).bytes().get(stored);
        LogEntry entry = LogEntryCodec.decode(stored);
        features.put(entry.sequence(), new TreeSet<>(entry.state().writerFeatures()));
      }
    }
    return features.lastEntry().getValue();
  }

  private static IntStream seeds() {
    return IntStream.rangeClosed(1, 8);
  }

  /** What find finds among the matches of a glob. */
  private static List<String> found(Commit commit, String glob, Condition condition) {
    try (Stream<Match> found = commit.find(condition).stream();
        Stream<Entry> matches = commit.glob(glob)) {
      List<String> paths = found.map(Match::path).toList();
      return matches.map(Entry::path).filter(paths::contains).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void selectsWhatFindFindsWhateverChanges(int seed) {
    RandomConditions random = new RandomConditions(seed);
    Branch in = archive.createRepository("in").main();
    List<String> globs = List.of("/{d}", "/*/{d}", "/{d}/a", "/**");
    List<Map.Entry<String, Condition>> asked =
        globs.stream().map(glob -> Map.entry(glob, random.condition())).toList();
    int some = 0;
    for (int round = 0; round < 6; round++) {
      Commit commit = in.commit("edit " + round, tx -> edit(tx, random));
      for (int i = 0; i < asked.size(); i++) {
        String glob = asked.get(i).getKey();
        Condition condition = asked.get(i).getValue();
        Input input = Input.each("in", glob, condition);
        Pipeline pipeline = archive.definePipeline("p" + i, new Nothing(), input);
        Plan plan = pipeline.plan();
        Commit incremental = pipeline.run().commit();
        List<String> expected = found(commit, glob, condition);
        some += expected.size();
        assertThat(datums(incremental)).as("%s at %s", input, round).isEqualTo(expected);
        Pipeline anew = archive.definePipeline("n" + i + "-" + round, new Nothing(), input);
        assertThat(anew.run().commit().changesSince(incremental).isEmpty()).isTrue();
        assertThat(plan.vanishing()).allMatch(gone -> !expected.contains(gone.name()));
        assertThat(pipeline.plan().isEmpty()).isTrue();
      }
    }
    assertThat(some).as("paths that were found").isPositive();
  }

  private static List<String> datums(Commit results) {
    try (Stream<Entry> files = results.walk("/")) {
      return files.map(file -> results.readString(file.path())).sorted().toList();
    }
  }

  private final TreeSet<String> files = new TreeSet<>();

  private void edit(Transaction tx, RandomConditions random) {
    for (int i = 0; i < 12; i++) {
      String directory = "/" + (8 + random.below(6));
      String file = directory + "/" + "ab".charAt(random.below(2));
      if (files.contains(file) && random.below(5) == 0) {
        tx.delete(file);
        files.remove(file);
      } else if (files.add(file) || random.below(3) == 0) {
        tx.write(file, "x" + random.below(3));
      }
      boolean above = files.stream().anyMatch(each -> each.startsWith(directory + "/"));
      if (above && random.below(2) == 0) {
        random.attributes().forEach((name, value) -> tx.attribute(directory, name, value));
      } else if (files.contains(file)) {
        random.attributes().forEach((name, value) -> tx.attribute(file, name, value));
      }
    }
  }
}
