package io.stemma;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Two shots, two calibrations, and what two pipelines make of them, at times that stand still. */
final class CalibratedShots implements AutoCloseable {
  final SettableClock clock = new SettableClock("2026-11-22T09:00:00Z");
  final Archive archive =
      Archive.create(
          new MemoryObjectStore(),
          ArchiveOptions.DEFAULT.withAuthor("ada").withClock(clock).withoutCache());
  final Branch shots = archive.createRepository("shots").main();
  final Branch cals = archive.createRepository("calibrations").main();

  /** Multiplies by a gain. */
  record Calibrate(String channel) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      int gain = Integer.parseInt(Files.readString(in.path("cal")));
      int raw = Integer.parseInt(Files.readString(in.path("shot").resolve(channel)));
      out.write(channel, "" + raw * gain);
    }
  }

  /** Adds up all shots. */
  record Sum(String channel) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write("/all", Files.readString(in.path().resolve(channel)));
    }

    @Override
    public boolean merges(String path) {
      return path.equals("/all");
    }

    @Override
    public void merge(String path, java.util.List<Path> parts, Path merged) throws IOException {
      int sum = 0;
      for (Path part : parts) {
        sum += Integer.parseInt(Files.readString(part));
      }
      Files.writeString(merged, "" + sum);
    }
  }

  CalibratedShots() {
    clock.pass(Duration.ofHours(1));
    shots.commit("two shots", tx -> tx.write("/1/te", "10").write("/2/te", "20"));
    clock.pass(Duration.ofHours(1));
    cals.commit(
        "2024A",
        tx ->
            tx.write("/te/a", "2")
                .validity("/te/a", 1, 1)
                .write("/te/b", "3")
                .validity("/te/b", 2, 9));
    clock.pass(Duration.ofHours(1));
    archive.definePipeline(
        "te",
        new Calibrate("te"),
        Input.each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal"));
    archive.definePipeline("sum", new Sum("te"), Input.each("te", "/{shot}"));
    archive.update();
  }

  Commit head(String repository) {
    return archive.repository(repository).main().head();
  }

  @Override
  public void close() {
    archive.close();
  }
}
