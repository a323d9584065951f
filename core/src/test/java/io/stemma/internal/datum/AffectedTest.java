package io.stemma.internal.datum;

import static io.stemma.Input.all;
import static io.stemma.Input.cross;
import static io.stemma.Input.each;
import static io.stemma.Input.union;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.CommitId;
import io.stemma.Input;
import io.stemma.internal.commit.FileTree;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which datums may have changed between two states. */
class AffectedTest {
  /**
   * What a state comes to.
   *
   * @param spec the last datum of its name
   * @param key its key, if it can be run
   */
  private record Found(DatumSpec spec, Optional<DatumKeys.Seen> key) {}

  private static Map<String, Found> evaluate(DatumInputs inputs, Sources sources) {
    DatumKeys keys = new DatumKeys("code", "{}", sources);
    Map<String, Found> all = new LinkedHashMap<>();
    inputs.at(sources).all().forEachRemaining(spec -> all.put(spec.name(), found(keys, spec)));
    return all;
  }

  private static Found found(DatumKeys keys, DatumSpec spec) {
    return new Found(
        spec, spec.problems().isEmpty() ? Optional.of(keys.of(spec)) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsNotAffectedIsAsBefore(long seed) {
    Random random = new Random(seed);
    int told = 0;
    for (int i = 0; i < 400; i++) {
      DatumInputs inputs;
      Input input = new RandomInputs(random).simple(2).typed();
      try {
        inputs = DatumInputs.of(input);
      } catch (IllegalArgumentException e) {
        continue;
      }
      ModelFiles files = ModelFiles.random(random, 15);
      ModelFiles edited = files.edited(random, random.nextInt(4));
      told += check(inputs, files, edited, input) ? 1 : 0;
    }
    assertThat(told).isGreaterThan(100);
  }

  private static boolean check(
      DatumInputs inputs, ModelFiles files, ModelFiles edited, Input input) {
    Sources before = files.sources();
    Sources now = edited.sources();
    Map<String, Found> old = evaluate(inputs, before);
    Map<String, Found> expected = evaluate(inputs, now);
    Optional<SortedSet<String>> affected = inputs.affected(before, now, old.keySet().iterator());
    if (affected.isEmpty()) {
      return false;
    }
    Map<String, Found> updated = new LinkedHashMap<>(old);
    Datums datums = inputs.at(now);
    DatumKeys keys = new DatumKeys("code", "{}", now);
    for (String name : affected.get()) {
      updated.remove(name);
      datums.named(name).ifPresent(spec -> updated.put(name, found(keys, spec)));
    }
    assertThat(updated)
        .as("%s from %s to %s", input, files.repositories, edited.repositories)
        .isEqualTo(expected);
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void whatCombinesIsToldOnlyIfNothingChanged(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      DatumInputs inputs;
      try {
        inputs = DatumInputs.of(new RandomInputs(random).any(3, "").typed());
      } catch (IllegalArgumentException e) {
        continue;
      }
      ModelFiles files = ModelFiles.random(random, 6);
      assertThat(inputs.affected(files.sources(), files.sources(), unread()))
          .contains(new TreeSet<>());
    }
  }

  private static Iterator<String> unread() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        throw new AssertionError("the names before were asked for");
      }

      @Override
      public String next() {
        throw new NoSuchElementException();
      }
    };
  }

  private static Iterator<String> shots(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "/" + i).iterator();
  }

  private final MadeFiles shots = new MadeFiles();
  private final MadeFiles cal = new MadeFiles();

  private Sources state() {
    FileTree shotTree = shots.tree();
    FileTree calTree = cal.tree();
    return selection -> selection.repository().equals("shots") ? shotTree : calTree;
  }

  private void day(int count) {
    for (int i = 0; i < count; i++) {
      shots.file("/" + i + "/te", "shot " + i).file("/" + i + "/ip", "current " + i);
    }
    for (int i = 0; i < count; i += 10) {
      cal.file("/te/" + i, "gain").valid("/te/" + i, i, i + 9);
    }
  }

  @Test
  void aChangedFileAffectsTheMatchAboveIt() {
    day(30);
    Sources before = state();
    shots.file("/7/te", "other").file("/40/te", "new").delete("/9");
    DatumInputs inputs = DatumInputs.of(each("shots", "/{shot}"));
    assertThat(inputs.affected(before, state(), unread()).orElseThrow())
        .containsExactly("/40", "/7", "/9");
    DatumInputs files = DatumInputs.of(each("shots", "/*/ip"));
    assertThat(files.affected(before, state(), unread()).orElseThrow()).containsExactly("/9/ip");
    DatumInputs whole = DatumInputs.of(all("shots"));
    assertThat(whole.affected(before, state(), unread()).orElseThrow()).containsExactly("/");
  }

  @Test
  void onlyNodesThatDifferAreRead() {
    day(3000);
    Sources before = state();
    shots.file("/1500/te", "other");
    Sources now = state();
    DatumInputs inputs =
        DatumInputs.of(each("shots", "/{shot}").valid("cal", "/te/*", "shot").as("cal"));
    int reads = shots.chunks.reads;
    assertThat(inputs.affected(before, now, unread()).orElseThrow()).containsExactly("/1500");
    assertThat(inputs.at(now).named("/1500")).isPresent();
    assertThat(shots.chunks.reads - reads).isLessThan(20);
  }

  @Test
  void aChangedCalibrationAffectsItsInterval() {
    day(30);
    Sources before = state();
    cal.file("/te/10", "other gain");
    DatumInputs inputs = DatumInputs.of(each("shots", "/{shot}").valid("cal", "/te/*", "shot"));
    assertThat(inputs.affected(before, state(), shots(30)).orElseThrow())
        .containsExactly("/10", "/11", "/12", "/13", "/14", "/15", "/16", "/17", "/18", "/19");
  }

  @Test
  void aMovedIntervalAffectsWhatItLeavesAndWhatItReaches() {
    day(30);
    Sources before = state();
    cal.valid("/te/10", 12, 20).valid("/te/20", 21, 29);
    DatumInputs inputs = DatumInputs.of(each("shots", "/{shot}").valid("cal", "/te/*", "shot"));
    assertThat(inputs.affected(before, state(), shots(30)).orElseThrow())
        .hasSize(20)
        .contains("/10", "/20", "/29")
        .doesNotContain("/9");
  }

  @Test
  void otherFilesBesideTheCalibrationsAffectNothing() {
    day(30);
    Sources before = state();
    cal.file("/ip/1", "another gain").file("/te/notes", "no validity");
    DatumInputs inputs = DatumInputs.of(each("shots", "/{shot}").valid("cal", "/te/*", "shot"));
    assertThat(inputs.affected(before, state(), unread()).orElseThrow()).isEmpty();
  }

  @Test
  void aValidityThatCannotBeUnderstoodAffectsEverything() {
    day(30);
    Sources before = state();
    cal.says("/te/10", "validity", "always");
    Sources damaged = state();
    DatumInputs inputs = DatumInputs.of(each("shots", "/{shot}").valid("cal", "/te/*", "shot"));
    assertThat(inputs.affected(before, damaged, shots(30))).isEmpty();
    cal.valid("/te/10", 10, 19);
    assertThat(inputs.affected(damaged, state(), shots(30))).isEmpty();
  }

  @Test
  void combinationsOfWhatChangedMustBeLookedAtInFull() {
    day(30);
    Sources before = state();
    shots.file("/7/te", "other");
    DatumInputs inputs = DatumInputs.of(cross(each("shots", "/{shot}"), all("cal")));
    assertThat(inputs.affected(before, state(), shots(30))).isEmpty();
    DatumInputs mixed =
        DatumInputs.of(union(each("shots", "/{shot}"), cross(all("cal"), all("shots"))));
    assertThat(mixed.affected(before, state(), shots(30))).isEmpty();
  }

  @Test
  void aFixedCommitIsAskedForByItself() {
    MadeFiles old = MadeFiles.of("/1");
    MadeFiles newer = MadeFiles.of("/1", "/2");
    CommitId id = new CommitId("ab".repeat(32));
    Input.Selection fixed =
        new Input.Selection(
            "shots",
            "main",
            Optional.of(id),
            "/*",
            Optional.empty(),
            "old",
            false,
            false,
            Optional.empty(),
            false,
            Optional.empty());
    DatumInputs inputs = DatumInputs.of(union(fixed, each("shots", "/*")));
    Sources sources = selection -> selection.commit().isPresent() ? old.tree() : newer.tree();
    assertThat(inputs.selections()).containsExactly(fixed, (Input.Selection) each("shots", "/*"));
    assertThat(List.copyOf(evaluate(inputs, sources).keySet())).containsExactly("/1", "/2");
  }
}
