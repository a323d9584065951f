package io.stemma.internal.format.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.DatumState;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks and outcomes as bytes: what was sent comes back, and whatever else is refused. */
class ExecutionBytesTest {

  private static String digest(Random random) {
    byte[] bytes = new byte[Hash.BYTES];
    random.nextBytes(bytes);
    return Hash.read(bytes, 0).toString();
  }

  private static DatumTask task(Random random) {
    Map<String, String> captures = new TreeMap<>();
    List<DatumTask.InputCommit> commits = new ArrayList<>();
    List<DatumTask.InputPaths> inputs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      captures.put("c" + i, CommitObjectTest.text(random));
      int number = 5 * i;
      commits.add(new DatumTask.InputCommit(number, "r" + i, digest(random)));
      List<DatumTask.InputPath> paths = new ArrayList<>();
      for (int path = random.nextInt(4); path > 0; path--) {
        boolean directory = random.nextBoolean();
        String text = directory && path == 1 ? "/" : "/a:b/\u00e4 " + path;
        paths.add(new DatumTask.InputPath(number, text, directory));
      }
      inputs.add(new DatumTask.InputPaths("i" + i, paths));
    }
    return new DatumTask(
        "archive",
        "some.Class$Nested",
        "{\"a\":\"" + CommitObjectTest.text(random) + "\"}",
        digest(random),
        random.nextBoolean() ? Optional.of(digest(random)) : Optional.empty(),
        digest(random),
        "/" + CommitObjectTest.text(random),
        captures,
        commits,
        inputs,
        1 + random.nextInt(1000),
        random.nextLong() >>> 1);
  }

  private static DatumOutcome outcome(Random random) {
    boolean finished = random.nextBoolean();
    byte[] written = new byte[finished ? random.nextInt(300) : 0];
    random.nextBytes(written);
    DatumState[] others = {DatumState.FAILED, DatumState.RECOVERED, DatumState.CANCELLED};
    return new DatumOutcome(
        "/" + CommitObjectTest.text(random),
        finished ? DatumState.FINISHED : others[random.nextInt(3)],
        random.nextInt(10),
        random.nextLong() >>> 1,
        finished
            ? Optional.empty()
            : Optional.of(
                new DatumOutcome.Failure(
                    "some.Exception",
                    CommitObjectTest.text(random),
                    "some.Exception\n\tat " + CommitObjectTest.text(random))),
        written);
  }

  private static void assertSame(DatumOutcome one, DatumOutcome other) {
    assertThat(one).hasToString(other.toString());
    assertThat(one.toBytes()).isEqualTo(other.toBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whatWasSentComesBack(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      DatumTask task = task(random);
      assertThat(DatumTask.ofBytes(task.toBytes())).isEqualTo(task);
      DatumOutcome outcome = outcome(random);
      assertSame(DatumOutcome.ofBytes(outcome.toBytes()), outcome);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void alteredTasksAreReadOrRefused(int seed) {
    Random random = new Random(seed);
    byte[] bytes = task(random).toBytes();
    for (byte[] bad : Mutations.lengths(bytes)) {
      assertThat(Mutations.decoded(() -> TaskJson.decode(bad))).isEmpty();
    }
    List<byte[]> all = new ArrayList<>();
    Mutations.flips(bytes).forEach(all::add);
    for (int i = 0; i < 3_000; i++) {
      all.add(Mutations.random(bytes, random));
    }
    for (byte[] bad : all) {
      Mutations.decoded(() -> TaskJson.decode(bad))
          .ifPresent(read -> assertThat(TaskJson.decode(TaskJson.encode(read))).isEqualTo(read));
    }
  }

  /** The same bytes behind a digest that is right. */
  private static byte[] digested(byte[] bytes) {
    if (bytes.length >= Hash.BYTES) {
      Hash.of(bytes, Hash.BYTES, bytes.length - Hash.BYTES).write(bytes, 0);
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void alteredOutcomesAreRefused(int seed) {
    Random random = new Random(seed);
    byte[] bytes = outcome(random).toBytes();
    for (byte[] bad : Mutations.flips(bytes)) {
      assertThat(Mutations.decoded(() -> OutcomeBytes.decode(bad))).isEmpty();
    }
    for (byte[] bad : Mutations.lengths(bytes)) {
      assertThat(Mutations.decoded(() -> OutcomeBytes.decode(bad))).isEmpty();
      assertThat(Mutations.decoded(() -> OutcomeBytes.decode(digested(bad)))).isEmpty();
    }
    for (int i = 0; i < 3_000; i++) {
      byte[] bad = digested(Mutations.random(bytes, random));
      Mutations.decoded(() -> OutcomeBytes.decode(bad))
          .ifPresent(read -> assertSame(OutcomeBytes.decode(OutcomeBytes.encode(read)), read));
    }
  }

  private static String sample() {
    DatumTask.InputPath path = new DatumTask.InputPath(0, "/p", false);
    DatumTask task =
        new DatumTask(
            "archive",
            "Type",
            "{}",
            "code",
            Optional.empty(),
            "0".repeat(64),
            "/a",
            Map.of("c", "1"),
            List.of(new DatumTask.InputCommit(0, "in", "1".repeat(64))),
            List.of(new DatumTask.InputPaths("in", List.of(path))),
            3,
            50);
    return new String(task.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aTaskIsReadable() {
    assertThat(sample())
        .isEqualTo(
            "{\"version\":1,\"archive\":\"archive\",\"transformation\":\"Type\","
                + "\"parameters\":\"{}\",\"code\":\"code\",\"key\":\""
                + "0".repeat(64)
                + "\",\"datum\":\"/a\",\"captures\":{\"c\":\"1\"},\"commits\":[{\"number\":0,"
                + "\"repository\":\"in\",\"commit\":\""
                + "1".repeat(64)
                + "\"}],\"inputs\":[{\"name\":\"in\",\"paths\":[\"0:/p\"]}],"
                + "\"tries\":3,\"timeoutMillis\":50}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\":1|\"version\":2|one version of Stemma on both sides",
        "\"tries\":3|\"tries\":0|tried once or more",
        "\"tries\":3|\"tries\":-1|tries is -1",
        "\"tries\":3|\"tries\":\"3\"|tries is not a whole number",
        "\"tries\":3|\"tries\":3E98020163643|a task is not valid JSON",
        "\"0:/p\"|\"1:/p\"|in commit 1, which is not there",
        "\"0:/p\"|\"x:/p\"|breaks a rule",
        "\"0:/p\"|\"0:p\"|not the path of a file: p",
        "\"0:/p\"|\"/p\"|without the number of its commit",
        "\"number\":0|\"number\":2000|numbered from 0 to 1023",
        "\"code\":\"code\"|\"code\":\"code\",\"bundle\":\"0\"|the id of a bundle is not 64",
        "\"code\":\"code\"|\"code\":\"code\",\"bundle\":null|bundle is not a string",
        "\"key\":\"0|\"key\":\"x|not 64 hexadecimal digits",
        "\"captures\":{\"c\":\"1\"}|\"captures\":{\"c\":1}|captures holds what is not a string"
      })
  void refuses(String was, String is, String message) {
    String text = sample();
    assertThat(text).contains(was);
    byte[] bad = text.replace(was, is).getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> TaskJson.decode(bad))
        .withMessageContaining(message);
  }
}
