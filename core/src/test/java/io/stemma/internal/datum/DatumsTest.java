package io.stemma.internal.datum;

import static io.stemma.Input.all;
import static io.stemma.Input.cross;
import static io.stemma.Input.each;
import static io.stemma.Input.group;
import static io.stemma.Input.join;
import static io.stemma.Input.union;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.stemma.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How inputs are divided. A datum is written as {@code name captures input=paths ...}. */
class DatumsTest {
  private final Map<String, MadeFiles> repositories = new HashMap<>();

  private void files(String repository, String... paths) {
    repositories.put(repository, MadeFiles.of(paths));
  }

  private MadeFiles made(String repository) {
    return Objects.requireNonNull(repositories.get(repository));
  }

  private Datums datums(Input input) {
    return DatumInputs.of(input).at(selection -> made(selection.repository()).tree());
  }

  private List<DatumSpec> specs(Input input) {
    return ImmutableList.copyOf(datums(input).all());
  }

  private List<String> lines(Input input) {
    return specs(input).stream().map(DatumsTest::line).toList();
  }

  private static String line(DatumSpec datum) {
    String slots =
        datum.slots().stream()
            .map(
                slot ->
                    slot.input()
                        + "="
                        + slot.items().stream()
                            .map(item -> item.path() + (item.directory() ? "/" : ""))
                            .collect(Collectors.joining("+")))
            .collect(Collectors.joining(" "));
    return datum.name() + " " + datum.captures() + " " + slots;
  }

  private List<String> problems(Input input) {
    return specs(input).stream().flatMap(datum -> datum.problems().stream()).toList();
  }

  @Test
  void eachMatchIsADatum() {
    files("shots", "/1/te", "/2/te", "/2/ip", "/notes");
    assertThat(lines(each("shots", "/{shot}")))
        .containsExactly(
            "/1 {shot=1} shots=/1/", "/2 {shot=2} shots=/2/", "/notes {shot=notes} shots=/notes");
    assertThat(lines(each("shots", "/{shot:[0-9]}/{signal}").as("s")))
        .containsExactly(
            "/1/te {shot=1, signal=te} s=/1/te",
            "/2/ip {shot=2, signal=ip} s=/2/ip",
            "/2/te {shot=2, signal=te} s=/2/te");
    assertThat(lines(each("shots", "/nothing/*"))).isEmpty();
  }

  @Test
  void allIsOneDatumEvenOfNothing() {
    files("shots", "/1/te");
    files("empty");
    assertThat(lines(all("shots"))).containsExactly("/ {} shots=//");
    assertThat(lines(all("empty"))).containsExactly("/ {} empty=//");
  }

  @Test
  void crossGivesEveryCombinationAndNothingIfOneIsEmpty() {
    files("a", "/1", "/2");
    files("b", "/x/t", "/y");
    files("empty");
    assertThat(lines(cross(each("a", "/{n}"), each("b", "/{l}"), all("b").as("whole"))))
        .containsExactly(
            "/1/x {l=x, n=1} a=/1 b=/x/ whole=//",
            "/1/y {l=y, n=1} a=/1 b=/y whole=//",
            "/2/x {l=x, n=2} a=/2 b=/x/ whole=//",
            "/2/y {l=y, n=2} a=/2 b=/y whole=//");
    assertThat(lines(cross(all("a"), all("b")))).containsExactly("/ {} a=// b=//");
    assertThat(lines(cross(each("a", "/*"), each("empty", "/*")))).isEmpty();
    assertThat(lines(cross(each("empty", "/*"), each("a", "/*")))).isEmpty();
  }

  @Test
  void unionGivesOneAfterTheOtherWithItsOwnInputsOnly() {
    files("a", "/1");
    files("b", "/x");
    assertThat(lines(union(each("b", "/{l}"), each("a", "/{n}"))))
        .containsExactly("/x {l=x} b=/x", "/1 {n=1} a=/1");
  }

  @Test
  void joinCombinesWhatHasOneKey() {
    files("a", "/1", "/2", "/3");
    files("b", "/2-x", "/2-y", "/3-x", "/4-x");
    Input b = each("b", "/{shot}-{v}").on("{shot}");
    assertThat(lines(join(each("a", "/{shot}").on("{shot}"), b)))
        .containsExactly(
            "/2/2-x {shot=2, v=x} a=/2 b=/2-x",
            "/2/2-y {shot=2, v=y} a=/2 b=/2-y",
            "/3/3-x {shot=3, v=x} a=/3 b=/3-x");
    assertThat(lines(join(each("a", "/{shot}").on("{shot}").outer(), b)))
        .containsExactly(
            "/1 {shot=1} a=/1 b=",
            "/2/2-x {shot=2, v=x} a=/2 b=/2-x",
            "/2/2-y {shot=2, v=y} a=/2 b=/2-y",
            "/3/3-x {shot=3, v=x} a=/3 b=/3-x");
    assertThat(lines(join(each("a", "/{shot}").on("{shot}"), b.outer())))
        .contains("/4-x {shot=4, v=x} a= b=/4-x")
        .doesNotContain("/1 {shot=1} a=/1 b=");
  }

  @Test
  void outerOperandsStayTogetherWhereAThirdLacksTheKey() {
    files("a", "/1", "/2");
    files("b", "/1", "/3");
    files("c", "/2", "/3");
    Input a = each("a", "/{k}").on("{k}");
    Input b = each("b", "/{k}").on("{k}");
    Input c = each("c", "/{k}").on("{k}");
    assertThat(lines(join(a, b, c))).isEmpty();
    assertThat(lines(join(a.outer(), b.outer(), c)))
        .containsExactly("/1/1 {k=1} a=/1 b=/1 c=", "/2 {k=2} a=/2 b= c=", "/3 {k=3} a= b=/3 c=");
    assertThat(lines(join(a.outer(), b.outer(), c.outer())))
        .containsExactly(
            "/1/1 {k=1} a=/1 b=/1 c=", "/2/2 {k=2} a=/2 b= c=/2", "/3/3 {k=3} a= b=/3 c=/3");
  }

  @Test
  void inAJoinTheFirstOperandsCaptureWins() {
    files("a", "/1x");
    files("b", "/1y");
    assertThat(lines(join(each("a", "/{k:?}{v}").on("{k}"), each("b", "/{k:?}{v}").on("{k}"))))
        .containsExactly("/1x/1y {k=1, v=x} a=/1x b=/1y");
  }

  @Test
  void aKeyOfWhatWasNotCapturedMeetsNothing() {
    files("a", "/x", "/1");
    Input a = each("a", "/{x,{k}}").on("{k}");
    Input b = each("a", "/{x,{k}}").as("b").on("{k}");
    assertThat(lines(join(a, b))).containsExactly("/1/1 {k=1} a=/1 b=/1");
    assertThat(lines(join(a.outer(), b))).containsExactly("/1/1 {k=1} a=/1 b=/1", "/x {} a=/x b=");
    assertThat(lines(group(a))).containsExactly("/1 {k=1} a=/1");
  }

  @Test
  void groupCollectsByKeyOverAllOperands() {
    files("a", "/1-x", "/2-x", "/1-y");
    files("b", "/1");
    assertThat(lines(group(each("a", "/{n}-{l}").on("{n}"), each("b", "/{n}").on("{n}"))))
        .containsExactly("/1 {n=1} a=/1-x+/1-y b=/1", "/2 {l=x, n=2} a=/2-x b=");
    assertThat(lines(group(each("a", "/{n}-{l}").on("all of {l}"))))
        .containsExactly("/all of x {l=x} a=/1-x+/2-x", "/all of y {l=y, n=1} a=/1-y");
  }

  @Test
  void whatAllMembersOfAGroupSeeIsThereOnce() {
    files("a", "/1", "/2");
    files("cal", "/te");
    Input pairs = cross(each("a", "/{n}"), each("cal", "/*"));
    assertThat(lines(group(pairs.on("k")))).containsExactly("/k {} a=/1+/2 cal=/te");
  }

  @Test
  void membersOfOneNameAreCollectedTogetherInTheOrderOfTheirPaths() {
    files("a", "/2", "/4");
    files("b", "/1", "/3");
    assertThat(lines(group(each("a", "/*").as("s").on("k"), each("b", "/*").as("s").on("k"))))
        .containsExactly("/k {} s=/1+/2+/3+/4");
  }

  @Test
  void aKeyMayHaveSeveralPartsAndMustBeAPath() {
    files("a", "/1/x", "/q/x");
    assertThat(lines(group(each("a", "/{n}/{l}").on("{l}/{n}"))))
        .containsExactly("/x/1 {l=x, n=1} a=/1/x", "/x/q {l=x, n=q} a=/q/x");
    Input bad = group(each("a", "/{n}/{l}").on("{l}/../{n}"));
    assertThat(specs(bad)).extracting(DatumSpec::name).containsExactly("/x/../1", "/x/../q");
    assertThat(problems(bad))
        .first()
        .isEqualTo(
            "no datum can be called by the key of its group: the path \"x/../1\" has a part . or"
                + " ..");
  }

  private void calibrated() {
    files("shots", "/1/te", "/2/te", "/30/te");
    files("cal", "/te/a", "/te/b", "/te/none", "/ip/c");
    made("cal").valid("/te/a", 1, 1).valid("/te/b", 2, 9).valid("/ip/c", 1, 30);
  }

  @Test
  void validAddsTheFileWhoseIntervalContainsTheNumber() {
    calibrated();
    Input input = each("shots", "/{shot}").valid("cal", "/te/{version}", "shot").as("c");
    assertThat(lines(input))
        .containsExactly(
            "/1 {shot=1, version=a} shots=/1/ c=/te/a",
            "/2 {shot=2, version=b} shots=/2/ c=/te/b",
            "/30 {shot=30} shots=/30/ c=");
    assertThat(problems(input))
        .containsExactly(
            "nothing of /te/{version} in cal is valid for shot 30; say optional() if that may be");
  }

  @Test
  void anOptionalValidityMayBeEmpty() {
    calibrated();
    Input input = each("shots", "/{shot}").valid("cal", "/te/*", "shot").optional();
    assertThat(problems(input)).isEmpty();
    assertThat(lines(input)).contains("/30 {shot=30} shots=/30/ cal=");
  }

  @Test
  void severalValidFilesAreAProblemThatNamesThem() {
    calibrated();
    made("cal").valid("/te/none", 2, 30);
    assertThat(problems(each("shots", "/{shot}").valid("cal", "/te/*", "shot")))
        .containsExactly(
            "2 files in cal are valid for shot 2: /te/b (2 to 9), /te/none (2 to 30); at most one"
                + " may be");
  }

  @Test
  void validityGoesByNumbers() {
    calibrated();
    files("shots", "/x1", "/0002");
    Input input = each("shots", "/{shot}").valid("cal", "/te/*", "shot").optional();
    assertThat(lines(input))
        .containsExactly("/0002 {shot=0002} shots=/0002 cal=/te/b", "/x1 {shot=x1} shots=/x1 cal=");
    assertThat(problems(input))
        .containsExactly(
            "the capture shot is \"x1\", and not the whole number by which cal is chosen");
  }

  @Test
  void validityByWhatWasNotCapturedIsAGap() {
    calibrated();
    files("shots", "/x", "/2");
    Input input = each("shots", "/{x,{shot}}").valid("cal", "/te/*", "shot");
    assertThat(problems(input))
        .containsExactly(
            "nothing of /te/* in cal is valid for a datum that does not capture shot; say"
                + " optional() if that may be");
    assertThat(problems(((Input.Validity) input).optional())).isEmpty();
  }

  @Test
  void aValidityThatCannotBeUnderstoodIsAProblemOfEveryDatum() {
    calibrated();
    files("shots", "/1", "/2");
    made("cal").says("/te/none", "validity", "always");
    assertThat(problems(each("shots", "/{shot}").valid("cal", "/te/*", "shot")))
        .hasSize(2)
        .containsOnly(
            "the validity of /te/none in cal: always is no interval; an interval has two whole"
                + " numbers, from and to, the first not the greater one");
    made("cal").valid("/te/none", 5, 4).says("/te/b", "validity", Map.of("from", 1.5));
    assertThat(problems(each("shots", "/{shot:1}").valid("cal", "/te/*", "shot")))
        .containsExactly(
            "the validity of /te/b in cal: {from=1.5} is no interval; an interval has two whole"
                + " numbers, from and to, the first not the greater one; so it is with 1 more of"
                + " the files /te/*");
  }

  @Test
  void intervalsReachToTheEndsOfTheNumbers() {
    files("shots", "/" + Long.MIN_VALUE, "/" + Long.MAX_VALUE, "/0");
    files("cal", "/low", "/high");
    made("cal").valid("/low", Long.MIN_VALUE, -1).valid("/high", 0, Long.MAX_VALUE);
    assertThat(specs(each("shots", "/{n}").valid("cal", "/*", "n")))
        .extracting(datum -> datum.slots().get(1).items().get(0).path().toString())
        .containsExactly("/low", "/high", "/high");
  }

  @Test
  void theSecondDatumOfANameHasAProblem() {
    files("a", "/1");
    files("b", "/1", "/2");
    List<DatumSpec> datums = specs(union(each("a", "/*"), each("b", "/*")));
    assertThat(datums).extracting(DatumSpec::name).containsExactly("/1", "/1", "/2");
    assertThat(datums.get(0).problems()).isEmpty();
    assertThat(datums.get(1).problems())
        .containsExactly(
            "another datum has the same name; give one of them a glob or a key by which they"
                + " differ");
    assertThat(datums.get(2).problems()).isEmpty();
  }

  @Test
  void aNameThatIsTooLongForAPathIsAProblem() {
    String part = "/" + "p".repeat(200);
    files("a", part.repeat(15));
    Input input = cross(each("a", "/*".repeat(15)), each("a", "/*".repeat(15)).as("b"));
    assertThat(problems(input)).hasSize(1);
    assertThat(problems(input).get(0)).endsWith("has 6029 bytes; at most 4096 are allowed");
  }

  @Test
  void aDatumIsFoundByItsName() {
    calibrated();
    Datums datums =
        datums(
            union(
                each("shots", "/{shot}").valid("cal", "/te/*", "shot").optional(),
                each("shots", "/{shot}/{signal}"),
                each("shots", "/2")));
    assertThat(datums.named("/1").map(DatumsTest::line))
        .contains("/1 {shot=1} shots=/1/ cal=/te/a");
    assertThat(datums.named("/1/te").map(DatumsTest::line))
        .contains("/1/te {shot=1, signal=te} shots=/1/te");
    assertThat(datums.named("/2").orElseThrow().problems()).hasSize(1);
    assertThat(datums.named("/4")).isEmpty();
    assertThat(datums.named("/")).isEmpty();
    assertThat(datums.named("//")).isEmpty();
    assertThat(datums(all("shots")).named("/").map(DatumsTest::line)).contains("/ {} shots=//");
  }
}
