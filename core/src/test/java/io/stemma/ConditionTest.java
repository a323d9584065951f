package io.stemma;

import static io.stemma.Condition.path;
import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  private final Archive archive = Archive.inMemory();
  private final Branch main = archive.createRepository("shots").main();

  @AfterEach
  void close() {
    archive.close();
  }

  private void say(String path, Map<String, Object> attributes) {
    main.commit(
        path,
        tx -> {
          tx.write(path + "/te.i16", "1");
          attributes.forEach((name, value) -> tx.attribute(path, name, value));
        });
  }

  private List<String> found(Condition condition) {
    return main.head().find(condition).paths();
  }

  @Test
  void printsAsTyped() {
    assertThat(where("peak_current_kA").above(200).and("gas").is("D2"))
        .hasToString("where(\"peak_current_kA\").above(200).and(\"gas\").is(\"D2\")");
    assertThat(where("a").is(1).or(where("b").isNot(true).and("c").in(1, 2.5)).not())
        .hasToString("where(\"a\").is(1).or(where(\"b\").isNot(true).and(\"c\").in(1, 2.5)).not()");
    assertThat(path("/18*/*.i16").and("t").between(NINE, NINE).and("\"").exists())
        .hasToString(
            "path(\"/18*/*.i16\").and(\"t\").between(Instant.parse(\"2026-11-22T09:00:00Z\"),"
                + " Instant.parse(\"2026-11-22T09:00:00Z\")).and(\"\\\"\").exists()");
    assertThat(where("n").atLeast(1L << 40)).hasToString("where(\"n\").atLeast(1099511627776L)");
    assertThat(where("n").is(1).and("m")).hasToString("where(\"n\").is(1).and(\"m\") ...");
  }

  @Test
  void isEqualByValue() {
    assertThat(where("a").above(1).and("b").is("x"))
        .isEqualTo(where("a").above(1L).and(where("b").is("x")))
        .hasSameHashCodeAs(where("a").above((short) 1).and("b").is("x"))
        .isNotEqualTo(where("a").above(1.0).and("b").is("x"));
    assertThat(where("a").is(1).and("b").is(2).and("c").is(3))
        .isEqualTo(
            new Condition.All(List.of(where("a").is(1), where("b").is(2), where("c").is(3))));
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> where("a").is(List.of(1)))
        .withMessageContaining("attribute a cannot be compared with a java.util.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> where("a").above(new BigDecimal("1")))
        .withMessageContaining("attribute a is of a type that JSON has not");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> where("a").below(Double.NaN))
        .withMessageContaining("not a finite number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> where("a").between(2, 1))
        .withMessage("attribute a cannot be between 2 and 1");
    assertThatIllegalArgumentException().isThrownBy(() -> where("a").in());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Condition.Comparison("a", Condition.Comparison.Operator.ABOVE, List.of("text")))
        .withMessage("attribute a is above or below numbers and times, not: text");
    assertThatThrownBy(() -> main.head().find(path("["))).isInstanceOf(InvalidNameException.class);
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              Condition condition = where("a").is(1);
              for (int i = 0; i < 100; i++) {
                condition = condition.not();
              }
            })
        .withMessageContaining("nested more than 20 deep");
  }

  @Test
  void seesTimesQuantitiesAndLists() {
    say(
        "/1",
        Map.of("start", "2026-11-22T10:00:00+01:00", "ip", Map.of("value", 1.5, "unit", "MA")));
    say("/2", Map.of("start", "2026-11-22T09:00:01Z", "ip", 2, "gas", List.of("D2", "He")));
    say("/3", Map.of("start", "morning", "ip", Map.of("value", 3, "of", "x"), "gas", "D2"));
    say("/4", Map.of("n", (1L << 53) + 1));

    assertThat(found(where("start").is(NINE))).containsExactly("/1");
    assertThat(found(where("start").above(NINE))).containsExactly("/2");
    assertThat(found(where("start").is("2026-11-22T10:00:00+01:00"))).containsExactly("/1");
    assertThat(found(where("ip").between(1, 3))).containsExactly("/1", "/2");
    assertThat(found(where("ip").exists())).containsExactly("/1", "/2", "/3");
    assertThat(found(where("gas").is("D2"))).containsExactly("/2", "/3");
    assertThat(found(where("gas").isNot("He"))).containsExactly("/3");
    assertThat(found(where("gas").is("He").not()))
        .containsExactly("/1", "/1/te.i16", "/2/te.i16", "/3", "/3/te.i16", "/4", "/4/te.i16");
    assertThat(found(where("n").above(9007199254740992.0))).containsExactly("/4");
    assertThat(found(where("n").is(9007199254740992.0))).isEmpty();
    assertThat(found(path("/{2,3}").and("ip").exists())).containsExactly("/2", "/3");
  }

  @Test
  void findsAtAnyCommit() {
    say("/1", Map.of("gas", "D2"));
    Commit old = main.head();
    say("/1", Map.of("gas", "He"));
    say("/2", Map.of("gas", "D2"));

    assertThat(old.find(where("gas").is("D2")).list())
        .containsExactly(new Match("/1", EntryKind.DIRECTORY, new Attributes(Map.of("gas", "D2"))));
    assertThat(found(where("gas").is("D2"))).containsExactly("/2");
    assertThat(old.find(where("gas").is("He")).first()).isEmpty();
  }

  @Test
  void printsATable() {
    for (int shot = 1; shot <= 60; shot++) {
      say("/" + (18_000 + shot), Map.of("gas", "D2", "ip", shot));
    }
    Matches found = main.head().find(where("ip").above(5));

    assertThat(found.count()).isEqualTo(55);
    assertThat(found.toString().lines())
        .startsWith("where(\"ip\").above(5) in " + main.head(), "path     ip  attributes")
        .contains("/18006/  6   gas=D2")
        .endsWith("... and 5 more")
        .hasSize(53);
    assertThat(main.head().find(where("ip").above(500)))
        .hasToString("where(\"ip\").above(500) in " + main.head() + ": none");
  }
}
