package io.stemma.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Datum;
import io.stemma.DatumState;
import io.stemma.Entry;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobState;
import io.stemma.Output;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.StemmaException;
import io.stemma.Transformation;
import io.stemma.VerifyOptions;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs of an archive in memory whose datums run in other JVMs. */
@Timeout(300)
class ChildJvmsTest {
  private final Archive archive = Archive.inMemory();

  @AfterEach
  void close() {
    archive.close();
  }

  private static Archive filled(Archive archive, int datums) {
    Branch in = archive.createRepository("in").main();
    in.commit(
        "all",
        tx -> {
          for (int i = 0; i < datums; i++) {
            tx.write("/" + (char) ('a' + i), "" + i);
          }
        });
    return archive;
  }

  private static Pipeline define(Archive archive, Transformation transformation) {
    return archive.definePipeline("out", transformation, Input.each("in", "/{d}"));
  }

  /** The task of the only datum of a job, which is not run. */
  private DatumTask task(Transformation transformation) {
    filled(archive, 1);
    List<DatumTask> tasks = new ArrayList<>();
    define(archive, transformation)
        .start(new ScriptedExecutor(1, (some, outcomes) -> tasks.addAll(some)))
        .await();
    return tasks.get(0);
  }

  private static DatumOutcome run(ChildJvms children, DatumTask task) throws InterruptedException {
    List<DatumOutcome> outcomes = new ArrayList<>();
    children.run(List.of(task), outcomes::add);
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  private static Map<String, String> contents(Commit commit) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Entry> all = commit.walk("/")) {
      all.forEach(
          each ->
              contents.put(
                  each.path(),
                  each.attributes() + (each.isFile() ? commit.sha256(each.path()) : "")));
    }
    return contents;
  }

  /** Writes what takes packs of its own, reads, copies, and sets attributes. */
  record Noise(int large) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      byte[] noise = new byte[in.name().equals("/b") ? large : 50];
      in.random().nextBytes(noise);
      out.write("noise", noise).attribute("noise", "datum", in.capture("d"));
      out.copy(in.path("in"), "copy");
      out.write("numbers", String.format("%.3f", Math.sin(noise[0])));
    }
  }

  @Test
  void theResultsAreThoseOfThisProcess() {
    Map<String, String> alone;
    try (Archive other = filled(Archive.inMemory(), 6)) {
      alone = contents(define(other, new Noise(3 << 20)).run().commit());
    }
    try (ChildJvms children = ChildJvms.start(archive, 2)) {
      Pipeline pipeline = define(filled(archive, 6), new Noise(3 << 20));
      Job job = pipeline.run(children);
      assertThat(job.progress()).hasToString("6 datums: 0 reused, 6 finished");
      assertThat(contents(job.commit())).hasSize(18).isEqualTo(alone);
      assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
      assertThat(pipeline.run(children).commit()).isEqualTo(job.commit());
    }
  }

  /** Depends on an order that is another one in each JVM. */
  record Unordered() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      // Of so many, two JVMs have the same order with a probability below 1 %.
      Set<String> names = Set.copyOf(IntStream.range(0, 1000).mapToObj(i -> "n" + i).toList());
      out.write("order", String.join(" ", names));
    }
  }

  /** Runs all datums again, and gives the orders that they saw. */
  private static Set<String> orders(Pipeline pipeline, ChildJvms children) {
    Commit commit = pipeline.run(children).commit();
    Set<String> orders = new HashSet<>();
    for (String path : List.of("/a/order", "/b/order")) {
      orders.add(new String(commit.read(path), StandardCharsets.UTF_8));
    }
    return orders;
  }

  private Pipeline unordered() {
    return filled(archive, 2)
        .definePipeline(
            "out",
            new Unordered(),
            Input.each("in", "/{d}"),
            PipelineOptions.DEFAULT.runningEveryJob());
  }

  @Test
  void whatDiffersBetweenJvmsDiffersInFreshOnes() {
    Pipeline pipeline = unordered();
    JvmOptions options = JvmOptions.DEFAULT.withFreshJvms().withBatch(2);
    Set<String> seen = new HashSet<>();
    try (ChildJvms children = ChildJvms.start(archive, options)) {
      for (int i = 0; i < 10 && seen.size() < 2; i++) {
        Set<String> together = orders(pipeline, children);
        assertThat(together).as("datums of one batch share a JVM").hasSize(1);
        seen.addAll(together);
      }
    }
    assertThat(seen).hasSize(2);
  }

  @Test
  void andNotInTheSame() {
    Pipeline pipeline = unordered();
    Set<String> seen = new HashSet<>();
    try (ChildJvms children = ChildJvms.start(archive, 1)) {
      for (int i = 0; i < 3; i++) {
        seen.addAll(orders(pipeline, children));
      }
    }
    assertThat(seen).hasSize(1);
  }

  /** Prints, and reads what there is to be read. */
  record Chatty(int lines) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      for (int i = 0; i < lines; i++) {
        System.out.println("line " + i + " of what nobody reads");
      }
      out.write("read", "" + System.in.read());
    }
  }

  @Test
  void whatCodePrintsAndReadsDoesNotMeetTheLink() {
    Pipeline pipeline = define(filled(archive, 1), new Chatty(20_000));
    try (ChildJvms children = ChildJvms.start(archive, 1)) {
      assertThat(pipeline.run(children).commit().read("/a/read")).asString().isEqualTo("-1");
    }
  }

  /** Writes how its process prints and reads numbers and texts, and what it was told. */
  record Surroundings() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("all", all() + System.getProperty("lab.site"));
    }

    static String all() {
      return String.format("%,.2f ", 1234.5)
          + Locale.getDefault()
          + TimeZone.getDefault().getID()
          + Charset.defaultCharset();
    }
  }

  @Test
  void localeZoneAndCharsetAreThoseOfThisProcess() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("de-AT"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      Pipeline pipeline = define(filled(archive, 1), new Surroundings());
      JvmOptions options = JvmOptions.DEFAULT.withArguments(List.of("-Dlab.site=west"));
      try (ChildJvms children = ChildJvms.start(archive, options)) {
        assertThat(pipeline.run(children).commit().read("/a/all"))
            .asString()
            .isEqualTo(Surroundings.all() + "west")
            .contains("de_AT", "Asia/Tokyo");
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aProcessThatEndsFailsItsDatumAndTheNextOneGoesOn() throws Exception {
    try (Talks talks = new Talks();
        ChildJvms children = ChildJvms.start(archive, 1)) {
      Pipeline pipeline = define(filled(archive, 3), new Talk(talks.port()));
      Job job = pipeline.start(children);
      long first = talks.next(Talk.EXIT);
      assertThat(talks.next(Talk.WRITE)).isNotEqualTo(first);
      talks.next(Talk.WRITE);
      job.await();
      assertThat(job.state()).isEqualTo(JobState.FAILED);
      assertThat(job.progress().finished()).isEqualTo(2);
      assertThat(job.failures().get(0).failure())
          .hasValueSatisfying(
              e ->
                  assertThat(e)
                      .hasMessage(
                          "process "
                              + first
                              + " has ended with 7 while it ran datum /a; the last that it has"
                              + " printed:\nleaving"));
    }
  }

  @Test
  void aProcessThatIsKilledFailsItsDatum() throws Exception {
    try (Talks talks = new Talks();
        ChildJvms children = ChildJvms.start(archive, 1)) {
      Job job = define(filled(archive, 1), new Talk(talks.port())).start(children);
      long pid = talks.next(Talk.WAIT);
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      job.await();
      assertThat(job.failures().get(0).failure())
          .hasValueSatisfying(
              e -> assertThat(e).message().contains("process " + pid + " has ended with", "/a"));
    }
  }

  @Test
  void whatDisturbsTheLinkEndsTheProcess() throws Exception {
    try (Talks talks = new Talks();
        ChildJvms children = ChildJvms.start(archive, 1)) {
      Job job = define(filled(archive, 2), new Talk(talks.port())).start(children);
      long pid = talks.next(Talk.DISTURB);
      assertThat(talks.next(Talk.WRITE)).isNotEqualTo(pid);
      job.await();
      assertThat(job.failures().get(0).failure())
          .hasValueSatisfying(
              e -> assertThat(e).message().contains("process " + pid, "no frame begins with"));
    }
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    try (Talks talks = new Talks()) {
      ChildJvms children = ChildJvms.start(archive, 1);
      Job job = define(filled(archive, 1), new Talk(talks.port())).start(children);
      ProcessHandle process = ProcessHandle.of(talks.next(Talk.WAIT)).orElseThrow();
      children.close();
      job.await();
      process.onExit().join();
      assertThat(job.failures().get(0).failure())
          .hasValueSatisfying(
              e ->
                  assertThat(e)
                      .hasMessage("process " + process.pid() + " was ended while it ran datum /a"));
      children.close();
      assertThat(children).asString().endsWith("; closed");
      assertThatIllegalStateException()
          .isThrownBy(() -> children.run(List.of(), outcome -> {}))
          .withMessageContaining("are closed");
    }
  }

  @Test
  void cancellingAJobEndsItsProcessAndNotItsExecutor() throws Exception {
    try (Talks talks = new Talks();
        ChildJvms children = ChildJvms.start(archive, 1)) {
      Pipeline pipeline = define(filled(archive, 1), new Talk(talks.port()));
      Job job = pipeline.start(children);
      ProcessHandle process = ProcessHandle.of(talks.next(Talk.WAIT)).orElseThrow();
      job.cancel();
      job.await();
      assertThat(job.state()).isEqualTo(JobState.CANCELLED);
      process.onExit().join();
      Job next = pipeline.start(children);
      long pid = talks.next(Talk.WRITE);
      next.await();
      assertThat(next.commit().read("/a/pid")).asString().isEqualTo("" + pid);
    }
  }

  @Test
  void anInterruptIsAnInterrupt() throws Exception {
    try (Talks talks = new Talks();
        ChildJvms children = ChildJvms.start(archive, 1)) {
      DatumTask task = task(new Talk(talks.port()));
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> run(children, task));
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void whatCannotBeStartedIsSaid() throws InterruptedException {
    DatumTask task = task(new Unordered());
    JvmOptions nowhere = JvmOptions.DEFAULT.withJavaHome(Path.of("no-such-directory"));
    try (ChildJvms children = ChildJvms.start(archive, nowhere)) {
      assertThatExceptionOfType(StemmaException.class)
          .isThrownBy(() -> run(children, task))
          .withMessageStartingWith("no JVM can be started: ");
    }
    JvmOptions wrong = JvmOptions.DEFAULT.withArguments(List.of("-XX:NoSuchThing=1"));
    try (ChildJvms children = ChildJvms.start(archive, wrong)) {
      assertThat(run(children, task).failure().orElseThrow().message())
          .contains("has ended with 1", "NoSuchThing");
    }
    JvmOptions bare = JvmOptions.DEFAULT.withClassPath(List.of());
    try (ChildJvms children = ChildJvms.start(archive, bare)) {
      DatumOutcome outcome = run(children, task);
      assertThat(outcome.state()).isEqualTo(DatumState.FAILED);
      assertThat(outcome.failure().orElseThrow().message())
          .contains(Unordered.class.getName(), "is not on the class path");
    }
  }

  @Test
  void onlyArchivesThatStemmaHasOpened() {
    Archive foreign =
        (Archive)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Archive.class},
                (proxy, method, arguments) -> null);
    assertThatIllegalArgumentException().isThrownBy(() -> ChildJvms.start(foreign, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ChildJvms.start(archive, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> JvmOptions.DEFAULT.withBatch(0));
    assertThatIllegalArgumentException().isThrownBy(() -> JvmOptions.DEFAULT.withHeapBytes(1));
  }
}
