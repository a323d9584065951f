package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a guard, the results are committed, and the job says so. */
class GuardTroubleTest {
  /** Does something else where its stored code is run. */
  private static final String CODE =
      """
      public record Strange(String marker) implements Transformation {
        private boolean isStored() {
          return !(getClass().getClassLoader() instanceof java.net.URLClassLoader);
        }

        public void apply(Datum in, Output out) throws Exception {
          out.write("/all", "1");
          if (isStored()) {
            DATUM
          }
        }

        public boolean merges(String path) {
          return true;
        }

        public void merge(String path, java.util.List<Path> parts, Path merged) throws Exception {
          if (isStored()) {
            MERGE
          }
          Files.writeString(merged, "" + parts.size());
        }
      }
      """;

  @TempDir Path directory;

  private final Archive archive =
      Archive.create(new MemoryObjectStore(), ArchiveOptions.DEFAULT.withoutCache());

  @AfterEach
  void close() {
    archive.close();
  }

  private Pipeline define(String datum, String merge, Path marker) throws IOException {
    archive.createRepository("in").main().commit("two", tx -> tx.write("/1", "a").write("/2", "b"));
    Transformation strange =
        CompiledCode.of(directory, CODE.replace("DATUM", datum).replace("MERGE", merge))
            .make("Strange", "" + marker);
    return archive.definePipeline(
        "strange", strange, Input.each("in", "/*"), PipelineOptions.DEFAULT.withGuard(2));
  }

  @Test
  void anErrorWhereFilesAreMergedOnceMoreLeavesTheJobSucceeded() throws IOException {
    Job job = define("", "throw new Error(\"only here\");", directory).run();
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.failure()).isEmpty();
    assertThat(job.commit().readString("/all")).isEqualTo("2");
  }

  @Test
  @Timeout(60)
  void aJobWhoseGuardDoesNotEndCanBeCancelled() throws IOException {
    Path marker = directory.resolve("running");
    Job job =
        define(
                "Files.writeString(Path.of(marker), \"\"); Thread.sleep(Long.MAX_VALUE);",
                "",
                marker)
            .start();
    while (!Files.exists(marker)) {
      assertThat(job.await(Duration.ofMillis(20))).isFalse();
    }
    job.cancel();
    assertThat(job.await(Duration.ofSeconds(20))).isTrue();
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.verdict()).isEmpty();
    assertThat(job.commit().verdicts()).isEmpty();
    assertThat(job.commit().readString("/all")).isEqualTo("2");
  }
}
