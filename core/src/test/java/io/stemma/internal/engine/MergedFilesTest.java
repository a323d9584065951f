package io.stemma.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobState;
import io.stemma.Output;
import io.stemma.PipelineOptions;
import io.stemma.Transformation;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs over datums that share files, one after the other, against an archive that runs each state
 * once and knows nothing else.
 */
class MergedFilesTest {
  private static final Input EACH = Input.each("in", "/{d}");

  private final Archive archive = Archive.inMemory();

  @AfterEach
  void close() {
    archive.close();
  }

  /** Does what its file says, word by word. */
  record Obey() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      for (String word : Files.readString(in.path()).trim().split(" ")) {
        if (word.equals("fail") || word.equals("recover")) {
          throw new IOException(word);
        } else if (word.startsWith("describe:")) {
          out.attribute("/described/" + word.substring(9), "by", in.name());
        } else if (!word.isEmpty()) {
          out.write(word, in.name()).attribute(word, "word", word);
          out.attribute(word, in.name().equals("/0") ? "special" : "usual", "yes");
        }
      }
    }

    @Override
    public boolean recovers(Datum in, Exception failure) {
      return "recover".equals(failure.getMessage());
    }

    @Override
    public boolean merges(String path) {
      return path.startsWith("/merged/");
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      StringBuilder all = new StringBuilder(path);
      for (Path part : parts) {
        all.append('\n').append(Files.readString(part));
      }
      Files.writeString(merged, all);
    }
  }

  /** What a datum gives; few of many give one file that is not merged, or lies below another. */
  private static String words(Random random) {
    StringBuilder words = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      int kind = random.nextInt(40);
      if (kind < 24) {
        words.append("/merged/").append(random.nextInt(5));
      } else if (kind < 35) {
        words.append("own").append(random.nextInt(3));
      } else if (kind < 36) {
        words.append("/merged/").append(random.nextInt(5)).append("/below");
      } else if (kind < 37) {
        words.append("/shared").append(random.nextInt(3));
      } else if (kind < 38) {
        words.append("describe:").append(random.nextInt(3));
      } else {
        words.append(kind == 38 ? "fail" : "recover");
      }
      words.append(' ');
    }
    return words.toString();
  }

  private static void change(Branch in, Random random) {
    in.commit(
        "some",
        tx -> {
          for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String path = "/" + random.nextInt(7);
            if (random.nextInt(4) == 0) {
              tx.delete(path);
            } else {
              tx.write(path, words(random));
            }
          }
        });
  }

  private static Job run(Archive some) {
    Job job =
        some.definePipeline(
                "out",
                new Obey(),
                EACH,
                PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT))
            .start();
    job.await();
    return job;
  }

  private static CommitObject results(Archive some) {
    return ((StoredCommit) some.repository("out").main().head()).object();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void jobAfterJobGivesWhatOneJobGives(int seed) {
    Random random = new Random(seed);
    Branch in = archive.createRepository("in").main();
    in.commit("never changed", tx -> tx.write("/kept", "own /merged/0"));
    int succeeded = 0;
    int failed = 0;
    for (int round = 0; round < 20; round++) {
      change(in, random);
      Job job = run(archive);
      try (Archive other = Archive.inMemory()) {
        other.createRepository("in").main().commit("all", tx -> tx.copy(in.head(), "/", "/"));
        Job once = run(other);
        assertThat(job.state()).as("round %s: %s, %s", round, job, once).isEqualTo(once.state());
        if (job.state() == JobState.SUCCEEDED) {
          succeeded++;
          assertSame(results(archive), results(other));
        } else {
          failed++;
          assertThat(job.failure()).get().hasSameClassAs(once.failure().orElseThrow());
        }
      }
    }
    assertThat(succeeded).as("jobs that succeeded; %s failed", failed).isGreaterThan(3);
    assertThat(archive.verify().damages()).isEmpty();
  }

  private static void assertSame(CommitObject found, CommitObject expected) {
    JobRecord job = found.job().orElseThrow();
    JobRecord other = expected.job().orElseThrow();
    Hash files = found.root();
    assertThat(files).as("files").isEqualTo(expected.root());
    assertThat(job.datums()).as("datums").isEqualTo(other.datums());
    assertThat(job.files()).as("of which result each file is").isEqualTo(other.files());
    assertThat(job.failed()).as("datums that failed").isEqualTo(other.failed());
  }
}
