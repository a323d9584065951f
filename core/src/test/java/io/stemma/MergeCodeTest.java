package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the code of a merge is run: what it reads and writes, and how it is ended. */
class MergeCodeTest {
  private static final CountDownLatch MERGING = new CountDownLatch(1);

  private final Archive archive = Archive.inMemory();

  @BeforeEach
  void threeShots() {
    Branch shots = archive.createRepository("shots").main();
    shots.commit("three", tx -> tx.write("/1", "a").write("/2", "b").write("/3", "c"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  /** Never ends to merge, unless it is interrupted. */
  record Endless() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("/same", in.name());
    }

    @Override
    public boolean merges(String path) {
      return true;
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws InterruptedException {
      MERGING.countDown();
      new CountDownLatch(1).await();
    }
  }

  @Test
  @Timeout(60)
  void cancellingTheJobEndsTheMerge() throws InterruptedException {
    Pipeline endless =
        archive.definePipeline("endless", new Endless(), Input.each("shots", "/{shot}"));
    Job job = endless.start();
    MERGING.await();
    job.cancel();
    job.await();
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(endless.plan().run()).as("datums are kept").isEmpty();
  }

  @Test
  @Timeout(60)
  void aMergeMayTakeAsLongAsTheTryOfADatum() {
    Pipeline endless =
        archive.definePipeline(
            "endless",
            new Endless(),
            Input.each("shots", "/{shot}"),
            PipelineOptions.DEFAULT.withDatumTimeout(Duration.ofMillis(200)));
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(endless::run)
        .withMessageContaining("merging /same of datums /1, /2, /3 failed: ")
        .withMessageContaining("it took longer than 0.2 s");
  }

  /** Fails to say whether it merges. */
  record Undecided() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("/same", in.name());
    }

    @Override
    public boolean merges(String path) {
      throw new IllegalStateException("ask tomorrow");
    }
  }

  @Test
  void whoFailsToSayWhetherItMergesIsTold() {
    Pipeline pipeline =
        archive.definePipeline("undecided", new Undecided(), Input.each("shots", "/{shot}"));
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(pipeline::run)
        .withMessageContaining("whether several datums may give /same is not known: ")
        .withMessageContaining("ask tomorrow");
  }

  private static void checkReadOnly(Path part) {
    assertThatExceptionOfType(ReadOnlyFileSystemException.class)
        .isThrownBy(() -> Files.delete(part));
  }

  /** Gives a large file, all of it to one path. */
  record Large(int bytes) implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      byte[] noise = new byte[bytes];
      new Random(in.name().hashCode()).nextBytes(noise);
      out.write("/all", noise);
      out.attribute("/all", "unit", "V");
    }

    @Override
    public boolean merges(String path) {
      return path.equals("/all");
    }

    /** Reads at places, and writes out of order: last the first bytes. */
    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      checkReadOnly(parts.get(0));
      try (FileChannel to =
          FileChannel.open(merged, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        for (int i = parts.size() - 1; i >= 0; i--) {
          ByteBuffer part = ByteBuffer.wrap(Files.readAllBytes(parts.get(i)));
          for (long at = (long) i * bytes; part.hasRemaining(); ) {
            at += to.write(part, at);
          }
        }
      }
    }
  }

  @Test
  void partsAndMergedFilesMayBeLarge() {
    Large large = new Large(3 << 20);
    Commit all =
        archive.definePipeline("large", large, Input.each("shots", "/{shot}")).run().commit();
    byte[] merged = all.read("/all");
    assertThat(merged).hasSize(3 * large.bytes());
    byte[] second = new byte[large.bytes()];
    new Random("/2".hashCode()).nextBytes(second);
    assertThat(Arrays.copyOfRange(merged, large.bytes(), 2 * large.bytes())).isEqualTo(second);
    assertThat(all.entry("/all").attributes().text("unit")).hasValue("V");
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
  }
}
