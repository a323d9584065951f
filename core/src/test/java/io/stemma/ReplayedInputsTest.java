package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs read and give in many ways; all of it is there when they are replayed. */
class ReplayedInputsTest {
  @TempDir Path directory;

  private final Archive archive = Archive.inMemory();
  private Branch left;
  private Branch right;

  @BeforeEach
  void inputs() {
    left = archive.createRepository("left").main();
    right = archive.createRepository("right").main();
    left.commit(
        "l",
        tx ->
            tx.write("/1/a", "1")
                .write("/2/a", "22")
                .write("/3/a", "333")
                .attribute("/1/a", "gain", 3));
    right.commit(
        "r",
        tx ->
            tx.write("/1/a", "x")
                .write("/2/b", "y")
                .write("/9/c", "z")
                .validity("/1/a", 1, 2)
                .validity("/2/b", 3, 4));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Transformation code(String body) throws IOException {
    return code(body, "");
  }

  private Transformation code(String body, String members) throws IOException {
    return CompiledCode.ofFiles(
            directory,
            Map.of(
                "lab/T.java",
                "package lab; import io.stemma.*; import java.nio.file.*; import java.util.*;"
                    + " import java.util.stream.*; public record T() implements Transformation {"
                    + " static String all(List<Path> ps) throws Exception { StringBuilder s = new StringBuilder();"
                    + " for (Path p : ps) { s.append(p).append(':'); if (Files.isDirectory(p)) { try (var l = Files.walk(p)) { for (Path q : l.sorted().toList()) { s.append(p.relativize(q)).append(Files.isDirectory(q) ? \"/\" : Files.readString(q)); } } } else { s.append(Files.readString(p)); } } return s.toString(); }"
                    + " public void apply(Datum in, Output out) throws Exception {"
                    + body
                    + "} "
                    + members
                    + "}"))
        .make("T");
  }

  private Commit run(Transformation code, Input input) {
    return archive.definePipeline("out", code, input).run().commit();
  }

  private void replays(Commit made, int datums) {
    Replay replay = made.replay(Trust.RECORDED_CODE);
    assertThat(replay.differences()).isEmpty();
    assertThat(replay.datums()).isEqualTo(datums);
  }

  private static final String BOTH =
      "out.write(\"f\", in.name() + all(in.paths(\"l\")) + all(in.paths(\"r\")) + in.captures() + in.random().nextLong());";

  @Test
  void combinations() throws IOException {
    Input l = Input.each("left", "/{s}").as("l");
    Input r = Input.each("right", "/{t}").as("r");
    Transformation both = code(BOTH);
    replays(run(both, Input.cross(l, r)), 9);
    replays(run(both, Input.cross(l, Input.all("right").as("r"))), 3);
    replays(run(both, Input.cross(l, r.reference())), 9);
    replays(run(both, Input.cross(l, r.quiet())), 9);
    replays(run(both, Input.join(l.on("{s}"), r.on("{t}"))), 2);
    replays(run(both, Input.join(l.on("{s}"), r.on("{t}").outer())), 3);
    replays(run(both, Input.join(l.on("{s}").outer(), r.on("{t}").outer())), 4);
    replays(run(both, Input.group(l.on("k"), r.on("k"))), 1);
    replays(
        run(
            code("out.write(\"f\", all(in.paths(\"l\")));"),
            Input.union(l, Input.each("right", "/9").as("l"))),
        4);
    replays(run(both, l.valid("right", "/*/*", "s").as("r")), 3);
    replays(run(code("out.write(\"f\", all(in.paths(\"all\")));"), Input.all("left").as("all")), 1);
    replays(run(both, Input.cross(Input.each(left.head(), "/{s}").as("l"), r)), 9);
  }

  @Test
  void outputsOfAllKinds() throws IOException {
    Input l = Input.each("left", "/{s}").as("l");
    replays(
        run(
            code(
                "out.copy(in.path(), \"dir\"); out.copy(in.path().resolve(\"a\"), \"one\"); out.attribute(\"one\", \"x\", 1.5).attribute(\"one\", \"y\", Map.of(\"z\", List.of(1, \"q\")));"
                    + " Files.createDirectories(out.path(\"empty\")); out.write(\"nothing\", \"\");"),
            l),
        3);
    replays(run(code(""), l), 3);
    replays(
        run(
            code(
                "out.write(\"big\", new byte[3 << 20]); byte[] r = new byte[5 << 20]; new Random(7).nextBytes(r); out.write(\"/x\" + in.name(), r); try (var s = out.stream(\"st\")) { s.write(r, 100, 2000000); s.write(r); }"),
            l),
        3);
    replays(
        run(
            code(
                "out.write(\"/sum/\" + in.capture(\"s\").length(), in.name()).attribute(\"/sum/\" + in.capture(\"s\").length(), \"k\", 1);",
                "public boolean merges(String p) { return true; } public void merge(String p, List<Path> parts, Path m) throws Exception { Files.writeString(m, all(parts)); }"),
            l),
        3);
    archive.definePipeline(
        "out",
        code(
            "if (in.name().equals(\"/2\")) { throw new IllegalStateException(\"no\"); } out.write(\"f\", in.name());",
            "public boolean recovers(Datum in, Exception e) { return false; }"),
        l,
        PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT));
    Commit without = archive.pipeline("out").run().commit();
    replays(without, 2);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> without.replay(Trust.RECORDED_CODE, List.of("/1", "/2")))
        .withMessageContaining("datum /2")
        .withMessageContaining("it failed, and was left out");
    archive.definePipeline(
        "out",
        code(
            "if (in.name().equals(\"/2\")) { throw new IllegalStateException(\"no\"); } out.write(\"f\", in.name());",
            "public boolean recovers(Datum in, Exception e) { return true; }"),
        l,
        PipelineOptions.DEFAULT.withTries(1));
    replays(archive.pipeline("out").run().commit(), 2);
  }

  @Test
  void jobAfterJob() throws IOException {
    Input l = Input.each("left", "/{s}").as("l");
    Transformation one = code("out.write(\"f\", \"A\" + in.name() + all(in.paths(\"l\")));");
    Transformation two = code("out.write(\"f\", \"B\" + in.name() + all(in.paths(\"l\")));");
    List<Commit> made = new ArrayList<>();
    made.add(run(one, l));
    left.commit("more", tx -> tx.write("/4/a", "4").delete("/1"));
    made.add(archive.pipeline("out").run().commit());
    made.add(run(two, l));
    made.add(run(one, l));
    left.commit("back", tx -> tx.write("/1/a", "1").attribute("/1/a", "gain", 3));
    made.add(archive.pipeline("out").run().commit());
    archive.definePipeline("out", one, l, PipelineOptions.DEFAULT.runningEveryJob());
    made.add(archive.pipeline("out").run().commit());
    left.commit("again", tx -> tx.write("/2/a", "2"));
    made.add(archive.pipeline("out").run().commit());
    archive.definePipeline(
        "next", code("out.write(\"g\", all(in.paths(\"o\")));"), Input.each("out", "/{x}").as("o"));
    made.add(archive.pipeline("next").run().commit());
    archive.compact();
    archive.deletePipeline("next", true);
    archive.deletePipeline("out", true);
    archive.deleteRepository("left");
    archive.compact();
    assertThat(archive.verify().isClean()).isTrue();
    int[] datums = {3, 3, 3, 3, 4, 4, 4, 4};
    for (int i = 0; i < datums.length; i++) {
      replays(made.get(i), datums[i]);
    }
  }

  @Test
  void aTrialIsReplayed() throws IOException {
    Trial trial =
        archive.trial(
            code("out.write(\"f\", \"A\" + in.name());"), Input.each("left", "/{s}").as("l"), 2);
    assertThat(trial.commit().replay(Trust.RECORDED_CODE).isIdentical()).isTrue();
    assertThat(trial.commit().replay(Trust.RECORDED_CODE).datums()).isEqualTo(2);
  }

  @Test
  void namesOfNoDatum() throws IOException {
    Commit made =
        run(code("out.write(\"f\", \"A\" + in.name());"), Input.each("left", "/{s}").as("l"));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> made.replay(Trust.RECORDED_CODE, Set.of("/77")))
        .withMessageContaining("/77");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> left.head().replay(Trust.RECORDED_CODE))
        .withMessageContaining("by no job");
    assertThat(made.replay(Trust.RECORDED_CODE, Set.of()).datums()).isZero();
  }
}
