package io.stemma.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobState;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.VerifyOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job whose datums run in other processes, which share nothing with it but the archive. */
@Timeout(300)
class ChildJvmsTest {
  private static final int DATUMS = 40;

  @TempDir Path temp;

  private URI place(String name) {
    return temp.resolve(name).toUri();
  }

  private Archive archive(String name) {
    Archive archive = Archive.create(place(name), ArchiveOptions.DEFAULT.withoutCache());
    archive
        .createRepository("in")
        .main()
        .commit(
            "all",
            tx -> {
              for (int i = 0; i < DATUMS; i++) {
                tx.write(String.format("/%02d", i), "" + i);
              }
            });
    return archive;
  }

  private static Pipeline define(Archive archive, String halt) {
    return archive.definePipeline(
        "out",
        new SeededNoise(5 << 20, halt),
        Input.each("in", "/*"),
        PipelineOptions.DEFAULT.withParallelism(2));
  }

  private static Map<String, String> contents(Commit commit) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Entry> files = commit.walk("/")) {
      files
          .filter(Entry::isFile)
          .forEach(file -> contents.put(file.path(), commit.sha256(file.path())));
    }
    return contents;
  }

  @Test
  void theResultsAreThoseOfThisProcess() throws IOException {
    Map<String, String> alone;
    try (Archive archive = archive("alone")) {
      alone = contents(define(archive, "").run().commit());
    }
    try (Archive archive = archive("shared");
        ChildJvms children = new ChildJvms(place("shared"), 2)) {
      Pipeline pipeline = define(archive, "");
      Job job = pipeline.run(children);
      assertThat(job.progress()).hasToString("40 datums: 0 reused, 40 finished");
      assertThat(children.answered()).hasSize(2).doesNotContain(ProcessHandle.current().pid());
      assertThat(contents(job.commit())).hasSize(2 * DATUMS).isEqualTo(alone);
      assertThat(pipeline.run(children).commit()).isEqualTo(job.commit());
      // All of it was remembered: as another pipeline, it has nothing to run.
      Pipeline same =
          archive.definePipeline("same", new SeededNoise(5 << 20, ""), Input.each("in", "/*"));
      assertThat(same.plan().run()).isEmpty();
      assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
    }
  }

  @Test
  void aProcessThatDiesIsNamedAndTheNextJobGoesOn() throws IOException {
    String halt = temp.resolve("halted").toString();
    try (Archive archive = archive("halted-archive");
        ChildJvms children = new ChildJvms(place("halted-archive"), 2)) {
      Pipeline pipeline = define(archive, halt);
      Job job = pipeline.start(children);
      job.await();
      assertThat(job.state()).isEqualTo(JobState.FAILED);
      assertThat(job.progress().finished()).isEqualTo(DATUMS - 1);
      assertThat(job.failures()).hasSize(1);
      assertThat(job.failures().get(0).failure())
          .hasValueSatisfying(
              e ->
                  assertThat(e)
                      .message()
                      .matches("process [0-9]+ has ended with 7 while it ran datum /07"));
      Job next = pipeline.run(children);
      assertThat(next.progress()).hasToString("40 datums: 39 reused, 1 finished");
      assertThat(contents(next.commit())).hasSize(2 * DATUMS);
      assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
    }
  }
}
