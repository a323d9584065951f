package io.stemma.internal.format.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Attributes;
import io.stemma.internal.base.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  static Attributes random(Random random) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      values.put(CommitObjectTest.text(random), value(random, 3));
    }
    return new Attributes(values);
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> CommitObjectTest.text(random);
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      case 4 -> random.nextInt(10) / 10.0 - 0.5;
      case 5 -> {
        List<Object> list = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int n = random.nextInt(4); n > 0; n--) {
          map.put(CommitObjectTest.text(random), value(random, depth - 1));
        }
        yield map;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void someAttributesAreAsAmongAll(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      Attributes all = random(random);
      Set<String> names = new HashSet<>(Set.of("missing"));
      Map<String, Object> wanted = new LinkedHashMap<>(all.values());
      wanted.keySet().removeIf(name -> random.nextBoolean());
      names.addAll(wanted.keySet());
      Attributes some =
          CanonicalJson.readAttributes(CanonicalJson.write(all), CanonicalJson.written(names));
      assertThat(some.values()).containsAllEntriesOf(wanted);
      assertThat(all.values()).containsAllEntriesOf(some.values());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void attributesSurvive(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      Attributes attributes = random(random);
      String text = CanonicalJson.write(attributes);
      assertThat(CanonicalJson.readAttributes(text)).isEqualTo(attributes);
      assertThat(CanonicalJson.write(CanonicalJson.readAttributes(text))).isEqualTo(text);
    }
  }

  @Test
  void namesAreSortedAtEveryDepth() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("b", Map.of("y", 1, "x", List.of(Map.of("d", 1.0, "c", true))));
    values.put("a", "\u00e9 \" \\ \n");
    assertThat(CanonicalJson.write(new Attributes(values)))
        .isEqualTo(
            "{\"a\":\"\u00e9 \\\" \\\\ \\n\",\"b\":{\"x\":[{\"c\":true,\"d\":1.0}],\"y\":1}}");
    assertThat(CanonicalJson.write(Attributes.NONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void alteredTextIsReadOrRefused(int seed) {
    Random random = new Random(seed);
    byte[] text =
        CanonicalJson.write(ObjectSamples.fullCommit().attributes())
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3_000; i++) {
      byte[] bad = Mutations.random(text, random);
      Mutations.decoded(() -> CanonicalJson.attributes(CanonicalJson.parse(bad, 0, bad.length)))
          .ifPresent(
              read ->
                  assertThat(CanonicalJson.readAttributes(CanonicalJson.write(read)))
                      .isEqualTo(read));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2}|Duplicate",
        "{\"a\":1} x|Unrecognized token",
        "{\"a\":1}{}|trailing token",
        "{\"a\":01}|Leading zeroes",
        "{\"a\":NaN}|NaN",
        "{'a':1}|single-quote",
        "{\"a\":null}|an attribute that is NULL",
        "[1]|attributes that are no JSON object",
        "7|attributes that are no JSON object"
      })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> CanonicalJson.readAttributes(text))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message.equals("single-quote") ? "'''" : message);
  }

  @Test
  void readsNothingButUtf8() {
    byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE);
    byte[] broken = {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'};
    for (byte[] bytes : List.of(utf16, broken, new byte[0])) {
      assertThatThrownBy(() -> CanonicalJson.parse(bytes, 0, bytes.length))
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void refusesToWriteWhatCouldNotBeReadAgain() {
    Object nested = "x";
    for (int i = 0; i < 100; i++) {
      nested = List.of(nested);
    }
    Attributes deep = new Attributes(Map.of("a", nested));
    assertThatThrownBy(() -> CanonicalJson.write(deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("attributes that JSON cannot hold: ");
    assertThatThrownBy(() -> new Attributes(Map.of("a", "\ud83d")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("attribute a is not valid Unicode: ");
    assertThatThrownBy(() -> CanonicalJson.readAttributes("{\"a\":\"\\ud83d\"}"))
        .isInstanceOf(MalformedException.class);
    Attributes large = new Attributes(Map.of("a", "x".repeat(1 << 20)));
    assertThatThrownBy(() -> CanonicalJson.write(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attributes of 1048584 bytes; at most 1 MiB is allowed, put more in a file");
  }

  /** Double.toString of Java 17 makes 8.409999999999999E21 of the second. */
  @Test
  void numbersHaveTheFewestDigits() {
    assertThat(
            CanonicalJson.write(
                new Attributes(Map.of("a", List.of(2.0E-3, Double.parseDouble("8.41E21"), 1e16)))))
        .isEqualTo("{\"a\":[0.002,8.41E21,1.0E16]}");
  }

  @Test
  void attributesOfACommitAreAsDeepAsThoseOfAFile() {
    Object nested = "x";
    for (int depth = 0; depth < 62; depth++) {
      nested = List.of(nested);
    }
    Attributes deepest = new Attributes(Map.of("a", nested));
    CommitObject c = ObjectSamples.firstCommit();
    CommitObject commit =
        new CommitObject(
            c.repository(), c.root(), c.parents(), "", c.time(), "", deepest, c.cause());
    assertThat(CommitObject.decode(commit.encode())).isEqualTo(commit);
    Attributes deeper = new Attributes(Map.of("a", List.of(nested)));
    assertThatThrownBy(() -> CanonicalJson.write(deeper))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersKeepTheirKind() {
    assertThat(CanonicalJson.readAttributes("{\"a\":1,\"b\":1.0,\"c\":1e2,\"d\":-0.0}").values())
        .containsExactly(
            Map.entry("a", 1L), Map.entry("b", 1.0), Map.entry("c", 100.0), Map.entry("d", -0.0));
    assertThat(CanonicalJson.readAttributes("{\"a\":9223372036854775808}").values())
        .containsEntry("a", 0x1p63);
  }
}
