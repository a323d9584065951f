package io.stemma.internal.datum;

import static io.stemma.Input.all;
import static io.stemma.Input.cross;
import static io.stemma.Input.each;
import static io.stemma.Input.group;
import static io.stemma.Input.join;
import static io.stemma.Input.union;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Condition;
import io.stemma.Input;
import io.stemma.InvalidNameException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What inputs are refused, and in which words. */
class InputCheckTest {
  private static final Input SHOTS = each("shots", "/{shot}");

  private static void refuses(Input input, String message) {
    assertThatThrownBy(() -> DatumInputs.of(input))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static void refusesName(Input input, String message) {
    assertThatThrownBy(() -> DatumInputs.of(input))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageStartingWith(message);
  }

  private static void accepts(Input input) {
    assertThatCode(() -> DatumInputs.of(input)).doesNotThrowAnyException();
  }

  @Test
  void refusesNamesAndGlobsOutsideTheirGrammars() {
    refusesName(each("sh/ots", "/*"), "not a name of a repository: \"sh/ots\": ");
    refusesName(each("shots", "/*").branch("a b"), "not a name of a branch: \"a b\": ");
    refusesName(each("shots", "/*").as("?"), "not a name of a pipeline's input: \"?\": ");
    refusesName(each("shots", "/{shot"), "the glob \"/{shot\" has { without }");
    refusesName(SHOTS.valid("cal", "/[", "shot"), "the glob \"/[\" has [ without ]");
    refusesName(SHOTS.valid("cal/x", "/*", "shot"), "not a name of a repository: \"cal/x\": ");
  }

  @Test
  void acceptsEightLevelsAndRefusesNine() {
    Input deep = each("r0", "/*");
    for (int level = 1; level <= Input.MAX_DEPTH; level++) {
      deep = cross(deep, all("r" + level));
    }
    Input eight = deep;
    accepts(eight);
    String message = "inputs are nested more than 8 deep; make pipelines of their parts";
    refuses(union(all("x"), eight), message);
    Input validities = each("shots", "/{shot}").as("base");
    for (int level = 1; level <= 9; level++) {
      validities = validities.valid("cal", "/*", "shot").as("v" + level);
    }
    refuses(validities, message);
  }

  @Test
  void refusesAnyDepthWithoutOverflow() {
    Input deep = each("shots", "/*");
    for (int level = 0; level < 100_000; level++) {
      deep = union(deep, all("x"));
    }
    refuses(deep, "inputs are nested more than 8 deep; make pipelines of their parts");
  }

  @Test
  void refusesOperandsWithoutKey() {
    refuses(
        join(SHOTS.on("{shot}"), all("cal")),
        "an operand of a join lacks a key; add on(..) with a template: all(cal)");
    refuses(
        group(SHOTS),
        "an operand of a group lacks a key; add on(..) with a template: each(shots, /{shot})");
    refuses(
        group(cross(SHOTS, all("cal"))),
        "an operand of a group lacks a key; add on(..) with a template:"
            + " cross(each(shots, /{shot}), all(cal))");
  }

  @Test
  void refusesKeysThatNobodyAsksFor() {
    refuses(
        SHOTS.on("{shot}"),
        "on(..) is for the operands of a join or a group; nothing asks for the key:"
            + " each(shots, /{shot}).on({shot})");
    refuses(
        cross(union(SHOTS, all("a")).on("x"), all("b")),
        "on(..) is for the operands of a join or a group; nothing asks for the key:"
            + " union(each(shots, /{shot}), all(a)).on(x)");
    refuses(
        new Input.Validity(SHOTS, (Input.Selection) each("cal", "/*").on("x"), "shot", false),
        "on(..) is for the operands of a join or a group; nothing asks for the key:"
            + " each(cal, /*).on(x)");
  }

  @Test
  void refusesOuterWhereNothingIsJoined() {
    refuses(
        SHOTS.outer(),
        "outer() is for the operands of a join, and this is none: each(shots, /{shot}).outer()");
    refuses(
        group(SHOTS.on("{shot}").outer()),
        "outer() is for the operands of a join; a group keeps all datums anyway:"
            + " each(shots, /{shot}).on({shot}).outer()");
  }

  @Test
  void refusesKeysOfWhatIsNotCaptured() {
    refuses(
        group(SHOTS.on("{sho}")),
        "the key \"{sho}\" of each(shots, /{shot}).on({sho}) names {sho}; what is captured is shot");
    refuses(
        group(all("cal").on("{x}")),
        "the key \"{x}\" of all(cal).on({x}) names {x}; what is captured is nothing");
    refuses(
        group(SHOTS.on("{shot")),
        "the key \"{shot\" of each(shots, /{shot}).on({shot) has { without }");
    refuses(
        group(SHOTS.on("shot}-{shot}")),
        "the key \"shot}-{shot}\" of each(shots, /{shot}).on(shot}-{shot}) has } without {");
    refuses(
        group(union(SHOTS, each("b", "/{x}")).on("{x}")),
        "the key \"{x}\" of union(each(shots, /{shot}), each(b, /{x})).on({x}) names {x};"
            + " what is captured is nothing");
  }

  @Test
  void acceptsKeysOfCapturesInAlternativesAndOfWhatIsValid() {
    accepts(group(each("shots", "/{x,{shot}}").on("{shot}")));
    accepts(group(SHOTS.valid("cal", "/{version}", "shot").on("{version}")));
    accepts(group(SHOTS.on("all")));
  }

  @Test
  void refusesTwoInputsOfOneName() {
    refuses(
        cross(each("a", "/{x}"), each("a", "/{y}")),
        "two inputs are called a; call one of them otherwise, by as(..):"
            + " cross(each(a, /{x}), each(a, /{y}))");
    refuses(
        join(SHOTS.on("{shot}"), SHOTS.on("{shot}")),
        "two inputs are called shots; call one of them otherwise, by as(..):"
            + " join(each(shots, /{shot}).on({shot}), each(shots, /{shot}).on({shot}))");
    refuses(
        SHOTS.valid("shots", "/cal/*", "shot"),
        "two inputs are called shots; call one of them otherwise, by as(..):"
            + " each(shots, /{shot}).valid(shots, /cal/*, shot)");
    refuses(
        cross(union(all("a"), all("b")), all("b")),
        "two inputs are called b; call one of them otherwise, by as(..):"
            + " cross(union(all(a), all(b)), all(b))");
    accepts(union(SHOTS, SHOTS.branch("live")));
    accepts(cross(union(all("a"), all("a")), all("b")));
    accepts(group(SHOTS.on("{shot}"), SHOTS.branch("live").on("{shot}")));
  }

  @Test
  void refusesOneNameForAReferenceAndAnotherInput() {
    refuses(
        union(all("a"), all("a").reference()),
        "two inputs are called a, and only one of them is a reference; call one of them otherwise,"
            + " by as(..): union(all(a), all(a).reference())");
  }

  @Test
  void refusesOneCaptureInTwoOperandsOfACross() {
    refuses(
        cross(SHOTS, each("cal", "/{shot}")),
        "two inputs of a cross capture {shot}; capture one of them under another name, or join them"
            + " by it: cross(each(shots, /{shot}), each(cal, /{shot}))");
    accepts(join(SHOTS.on("{shot}"), each("cal", "/{shot}").on("{shot}")));
  }

  @Test
  void refusesValidityByWhatIsNotCaptured() {
    refuses(
        SHOTS.valid("cal", "/te/*", "shto"),
        "valid(..) goes by the capture shto; what is captured is shot:"
            + " each(shots, /{shot}).valid(cal, /te/*, shto)");
    refuses(
        SHOTS.valid("cal", "/", "shot"),
        "valid(..) needs a glob of files, and / is a directory:"
            + " each(shots, /{shot}).valid(cal, /, shot)");
  }

  @Test
  void refusesConditionsWhereNothingIsSelectedByThem() {
    Condition deuterium = Condition.where("gas").is("D2");
    refuses(
        each("shots", "/", deuterium),
        "no condition is asked of everything as one; select by a glob what it is asked of:"
            + " each(shots, /, where(\"gas\").is(\"D2\"))");
    Input.Selection added = (Input.Selection) each("cal", "/*", deuterium);
    refuses(
        new Input.Validity(SHOTS, added, "shot", false),
        "valid(..) asks for the validity of files, and for no condition:"
            + " each(shots, /{shot}).valid(cal, /*, where(\"gas\").is(\"D2\"), shot)");
    refusesName(each("shots", "/*", Condition.path("/[")), "the glob \"/[\" has [ without ]");
  }

  @Test
  void givesSelectionsInTheOrderOfTyping() {
    Input input =
        union(SHOTS.valid("cal", "/*", "shot").as("c"), cross(all("x").quiet(), all("y")));
    assertThat(DatumInputs.of(input).selections())
        .extracting(Input.Selection::name)
        .containsExactly("shots", "c", "x", "y");
    assertThat(DatumInputs.of(input).selections().get(2).isQuiet()).isTrue();
    assertThat(DatumInputs.of(input).selections().get(0).commit()).isEqualTo(Optional.empty());
  }
}
