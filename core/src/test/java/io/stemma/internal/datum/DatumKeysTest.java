package io.stemma.internal.datum;

import static io.stemma.Input.all;
import static io.stemma.Input.cross;
import static io.stemma.Input.each;
import static io.stemma.Input.group;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.stemma.Input;
import io.stemma.internal.base.Hash;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of a datum changes if and only if something changes that the datum can see. */
class DatumKeysTest {
  private final MadeFiles shots =
      MadeFiles.of("/1/te", "/1/raw/ip", "/2/te").says("/1", "gas", "D2");
  private final MadeFiles cal = MadeFiles.of("/a", "/b").valid("/a", 1, 1).valid("/b", 2, 9);

  private Map<String, DatumKeys.Seen> keys(Input input) {
    return keys(input, "code", "{}");
  }

  private Map<String, DatumKeys.Seen> keys(Input input, String code, String parameters) {
    Sources sources = source -> (source.repository().startsWith("shots") ? shots : cal).tree();
    DatumKeys keys = new DatumKeys(code, parameters, sources);
    Map<String, DatumKeys.Seen> all = new TreeMap<>();
    DatumInputs.of(input)
        .at(sources)
        .all()
        .forEachRemaining(spec -> all.put(spec.name(), keys.of(spec)));
    return all;
  }

  private DatumKeys.Seen seen(Input input, String name) {
    return Objects.requireNonNull(keys(input).get(name));
  }

  private static Hash keyOf(Map<String, DatumKeys.Seen> keys) {
    return Objects.requireNonNull(keys.get("/1")).key();
  }

  /** The names of the datums whose keys an edit changes. */
  private Set<String> changed(Input input, Consumer<DatumKeysTest> edit) {
    Map<String, Hash> before = new TreeMap<>();
    keys(input).forEach((name, seen) -> before.put(name, seen.key()));
    edit.accept(this);
    Set<String> changed = new HashSet<>();
    keys(input)
        .forEach(
            (name, seen) -> {
              if (!seen.key().equals(before.get(name))) {
                changed.add(name);
              }
            });
    return changed;
  }

  /** The key that docs/FORMAT.md shows. */
  @Test
  void theKeyOfTheDocument() throws IOException {
    Slot cal =
        new Slot(
            "cal",
            true,
            List.of(new Item((Input.Selection) each("cal", "/**"), TreePath.of("/te/b"), false)));
    MadeFiles files = MadeFiles.of("/te/b");
    DatumSpec spec =
        new DatumSpec("/1", new TreeMap<>(Map.of("shot", "1")), List.of(cal), List.of());
    Hash key = new DatumKeys("code", "{}", selection -> files.tree()).of(spec).key();
    assertThat(Files.readString(Path.of("../docs/FORMAT.md"))).contains("`" + key + "`");
  }

  private static final Input EACH = each("shots", "/{shot}");

  @Test
  void contentCounts() {
    assertThat(changed(EACH, t -> t.shots.file("/1/raw/ip", "x"))).containsExactly("/1");
    assertThat(changed(each("shots", "/{shot}/te"), t -> t.shots.file("/2/te", "x")))
        .containsExactly("/2/te");
    assertThat(changed(all("shots"), t -> t.shots.file("/2/te", "y"))).containsExactly("/");
  }

  @Test
  void attributesOfWhatIsSeenCount() {
    assertThat(changed(EACH, t -> t.shots.says("/1/te", "a", 1L))).containsExactly("/1");
    assertThat(changed(EACH, t -> t.shots.says("/1/raw", "a", 1L))).containsExactly("/1");
    assertThat(changed(EACH, t -> t.shots.says("/1", "gas", "H2"))).containsExactly("/1");
    assertThat(changed(EACH, t -> t.shots.saysNothing("/1"))).containsExactly("/1");
    assertThat(changed(each("shots", "/*/te"), t -> t.shots.says("/1", "gas", "He"))).isEmpty();
  }

  @Test
  void longAttributesCount() {
    String text = "long ".repeat(1000);
    assertThat(changed(EACH, t -> t.shots.says("/1/te", "a", text))).containsExactly("/1");
    assertThat(changed(EACH, t -> t.shots.says("/1/te", "a", text))).isEmpty();
    assertThat(changed(EACH, t -> t.shots.says("/1/te", "a", text + "!"))).containsExactly("/1");
  }

  @Test
  void pathsBelowADirectoryCount() {
    assertThat(changed(EACH, t -> t.shots.file("/1/empty", ""))).containsExactly("/1");
    assertThat(changed(EACH, t -> t.shots.delete("/1/empty").file("/1/void", "")))
        .containsExactly("/1");
  }

  @Test
  void whatIsNotSeenDoesNotCount() {
    assertThat(changed(each("shots", "/{shot}/te"), t -> t.shots.file("/1/raw/ip", "x"))).isEmpty();
    assertThat(changed(EACH, t -> t.cal.file("/a", "x"))).isEmpty();
  }

  @Test
  void ofAReferenceOnlyThePathCounts() {
    Input input = cross(EACH, each("cal", "/{file}").reference());
    assertThat(changed(input, t -> t.cal.file("/a", "x").says("/b", "a", 1L))).isEmpty();
    Input valid = EACH.valid("cal", "/*", "shot").reference();
    assertThat(changed(valid, t -> t.cal.file("/a", "y"))).isEmpty();
    assertThat(changed(valid, t -> t.cal.delete("/b").file("/c", "b").valid("/c", 2, 9)))
        .containsExactly("/2");
  }

  @Test
  void theIntervalOfACalibrationCountsAsItsAttribute() {
    Input input = EACH.valid("cal", "/*", "shot");
    assertThat(changed(input, t -> t.cal.valid("/b", 2, 10))).containsExactly("/2");
  }

  @Test
  void codeParametersAndTheNamesOfInputsCount() {
    Set<Hash> keys = new HashSet<>();
    for (Input input : List.of(EACH, EACH.as("s"), EACH.reference(), each("shots", "/{n}"))) {
      keys.add(seen(input, "/1").key());
    }
    keys.add(keyOf(keys(EACH, "code2", "{}")));
    keys.add(keyOf(keys(EACH, "code", "{ }")));
    keys.add(keyOf(keys(EACH, "cod", "e{}")));
    keys.add(seen(EACH, "/2").key());
    assertThat(keys).hasSize(8);
  }

  @Test
  void repositoryAndBranchDoNotCount() {
    Hash key = seen(EACH, "/1").key();
    assertThat(seen(each("shots-copy", "/{shot}").as("shots"), "/1").key()).isEqualTo(key);
    assertThat(seen(EACH.branch("live"), "/1").key()).isEqualTo(key);
    assertThat(seen(EACH.quiet(), "/1").key()).isEqualTo(key);
  }

  @Test
  void filesAndBytesAreCountedReferencesIncluded() {
    shots.file("/1/te", "12345").file("/1/raw/ip", "123");
    cal.file("/a", "1").file("/b", "22");
    DatumKeys.Seen seen = seen(cross(EACH, all("cal").reference()), "/1");
    assertThat(seen.files()).isEqualTo(4);
    assertThat(seen.bytes()).isEqualTo(11);
    assertThat(seen(all("cal"), "/").files()).isEqualTo(2);
    assertThat(seen(group(each("cal", "/*").on("k")), "/k").bytes()).isEqualTo(3);
    assertThat(seen(each("cal", "/a").reference(), "/a").bytes()).isEqualTo(1);
  }

  @Test
  void refusesDatumsOfAnotherState() {
    Sources sources = source -> cal.tree();
    DatumSpec spec = DatumInputs.of(each("cal", "/a")).at(sources).all().next();
    cal.delete("/a");
    assertThatThrownBy(() -> new DatumKeys("", "", sources).of(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("/a of each(cal, /a) is not in this state");
  }

  /** Texts from few letters, so that their concatenations often are alike. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noTwoDatumsHaveOneKey(long seed) {
    Random random = new Random(seed);
    Sources sources = source -> cal.tree();
    Map<Hash, String> seen = new TreeMap<>();
    for (int i = 0; i < 5000; i++) {
      String code = text(random);
      String parameters = text(random);
      DatumSpec spec =
          new DatumSpec("/" + text(random), captures(random), slots(random), List.of());
      String all = code + "|" + parameters + "|" + spec;
      String other = seen.put(new DatumKeys(code, parameters, sources).of(spec).key(), all);
      assertThat(other == null ? all : other).isEqualTo(all);
    }
    assertThat(seen.size()).isGreaterThan(3000);
  }

  private static String text(Random random) {
    return "aaaa".substring(random.nextInt(5));
  }

  private static SortedMap<String, String> captures(Random random) {
    SortedMap<String, String> captures = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      captures.put(text(random), text(random));
    }
    return captures;
  }

  private List<Slot> slots(Random random) {
    List<Item> items =
        ImmutableList.copyOf(DatumInputs.of(each("cal", "/*")).at(s -> cal.tree()).all()).stream()
            .map(spec -> spec.slots().get(0).items().get(0))
            .toList();
    ImmutableList.Builder<Slot> slots = ImmutableList.builder();
    for (int i = random.nextInt(3); i > 0; i--) {
      int from = random.nextInt(2);
      List<Item> some = items.subList(from, from + random.nextInt(3 - from));
      slots.add(new Slot(text(random), random.nextInt(3) == 0, some));
    }
    return slots.build();
  }
}
