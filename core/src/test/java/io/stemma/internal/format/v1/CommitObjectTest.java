package io.stemma.internal.format.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Attributes;
import io.stemma.CommitSource;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitObjectTest {
  private static final byte[] FULL = ObjectSamples.fullCommit().encode();

  private static CommitObject random(Random random) {
    List<Hash> parents = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      parents.add(Hash.of(("" + random.nextInt()).getBytes(UTF_8)));
    }
    return new CommitObject(
        "r" + random.nextInt(100),
        Hash.of(("" + random.nextInt()).getBytes(UTF_8)),
        parents,
        text(random),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        text(random),
        CanonicalJsonTest.random(random),
        String.format("%032x", random.nextInt(1 << 30)));
  }

  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(20); n > 0; n--) {
      int c = random.nextInt(0x11000);
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? '"' : c);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void commitsSurvive(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      CommitObject commit = random(random);
      assertThat(CommitObject.decode(commit.encode())).isEqualTo(commit);
      assertThat(CommitObject.decode(commit.encode()).encode()).isEqualTo(commit.encode());
    }
  }

  @Test
  void damagedCommitsAreRefused() {
    Mutations.flips(FULL)
        .forEach(bad -> assertThat(Mutations.decoded(() -> CommitObject.decode(bad))).isEmpty());
    Mutations.lengths(FULL)
        .forEach(bad -> assertThat(Mutations.decoded(() -> CommitObject.decode(bad))).isEmpty());
  }

  /** With a right checksum, so that the decoder itself is met. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void alteredCommitsAreRefusedOrCanBeWritten(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      byte[] bad = Mutations.randomPayload("COMM", FULL, random);
      Mutations.decoded(() -> CommitObject.decode(bad))
          .ifPresent(commit -> assertThat(CommitObject.decode(commit.encode())).isEqualTo(commit));
    }
  }

  @Test
  void passesOverFieldsOfALaterVersion() {
    byte[] later =
        Mutations.payload(
            "COMM",
            FULL,
            json -> new String(json, UTF_8).replaceFirst("\\{", "{\"later\":[1],").getBytes(UTF_8));
    assertThat(CommitObject.decode(later)).isEqualTo(ObjectSamples.fullCommit());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"author\":|\"writer\":|commit.author is missing",
        "\"repository\":\"shots\"|\"repository\":5|commit.repository is not a string",
        "\"repository\":\"shots\"|\"repository\":\"\"|the name of a repository is empty",
        "\"time\":\"2026-11-22T16:31:05.123456Z\"|\"time\":\"22 Nov\"|commit.time is not a time: 22"
            + " Nov",
        ".123456Z|.123456000Z|commit.time is not a time in its shortest form",
        "\"cause\":\"ff|\"cause\":\"FF|the cause of a commit is not 32 lower-case hexadecimal"
            + " digits",
        "\"root\":\"4f|\"root\":\"4F|commit.root is not in lower case: 4F",
        "\"parents\":[|\"parents\":[7,|commit.parents holds what is not a string",
        "\"attributes\":{|\"attributes\":5,\"x\":{|attributes that are no JSON object",
        "\"gain\":1.02|\"gain\":1e999|an attribute that is",
        "\"gain\":1.02|\"gain\":null|an attribute that is NULL",
        "\"gain\":1.02|\"checked\":1.02|Duplicate field 'checked'"
      })
  void refuses(String text, String instead, String message) {
    byte[] bad =
        Mutations.payload(
            "COMM", FULL, json -> new String(json, UTF_8).replace(text, instead).getBytes(UTF_8));
    assertThatThrownBy(() -> CommitObject.decode(bad))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void boundsWhatItHolds() {
    CommitObject c = ObjectSamples.firstCommit();
    assertThatThrownBy(() -> with(c, "x".repeat(1025), "")).hasMessageContaining("1024");
    assertThatThrownBy(() -> with(c, "", "x".repeat(65_537))).hasMessageContaining("65536");
    assertThatThrownBy(() -> with(c, "", "\ud83d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the message is not valid Unicode at character 0");
    assertThatThrownBy(
            () ->
                new CommitObject(
                    "r",
                    c.root(),
                    Collections.nCopies(65, c.root()),
                    "",
                    c.time(),
                    "",
                    new Attributes(Map.of()),
                    c.cause()))
        .hasMessage("the parents of a commit has 65 elements, at most 64 are allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"host\":\"daq-1\"|\"host\":1|commit.source.host is not a string",
        "\"paths\":[|\"paths\":[7,|commit.source.paths holds what is not a string",
        "\"more\":3|\"more\":-1|commit.source.more is -1",
        "\"source\":{|\"source\":7,\"x\":{|commit.source is not a JSON object"
      })
  void refusesASourceThatIsNone(String text, String instead, String message) {
    byte[] bad =
        Mutations.payload(
            "COMM",
            ObjectSamples.sourcedCommit().encode(),
            json -> new String(json, UTF_8).replace(text, instead).getBytes(UTF_8));
    assertThatThrownBy(() -> CommitObject.decode(bad))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void boundsASource() {
    CommitObject c = ObjectSamples.firstCommit();
    assertThatThrownBy(() -> from(c, new CommitSource("", Collections.nCopies(101, "/data"), 0)))
        .hasMessage("the sources of a commit has 101 elements, at most 100 are allowed");
    assertThatThrownBy(() -> from(c, new CommitSource("h".repeat(254), List.of(), 0)))
        .hasMessageContaining("the host of a commit has 254 characters");
    CommitObject little = from(c, new CommitSource("", List.of("/data"), 0));
    assertThat(new String(little.encode(), UTF_8)).endsWith(",\"source\":{\"paths\":[\"/data\"]}}");
    assertThat(CommitObject.decode(little.encode())).isEqualTo(little);
  }

  private static CommitObject from(CommitObject c, CommitSource source) {
    return new CommitObject(
        c.repository(),
        c.root(),
        c.parents(),
        c.author(),
        c.time(),
        c.message(),
        c.attributes(),
        c.cause(),
        c.cleared(),
        c.job(),
        Optional.of(source));
  }

  private static CommitObject with(CommitObject c, String author, String message) {
    return new CommitObject(
        c.repository(),
        c.root(),
        c.parents(),
        author,
        c.time(),
        message,
        c.attributes(),
        c.cause());
  }
}
