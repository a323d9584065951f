package io.stemma.benchmarks.data;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The command {@code generate KIND SEED DIR}. */
public final class Generate {
  private static final String USAGE =
      """
      usage: generate KIND SEED DIR
        SHOTS  512 sensor files of 4 MiB in 64 shots; DIR is absent or empty
        SMALL  100,000 files of 1 to 4 KiB in 1,000 directories; DIR is absent or empty
        EDIT   SHOTS of the same seed with one shot more, and 1 % of the bytes of 5 % of the files
               overwritten or inserted; DIR is absent, empty, or holds SHOTS of this seed, whose
               unedited files then stay untouched
        SEED   a whole number; KIND and SEED decide every byte
      """;

  private static final int SMALL_SEEDS = 100;

  private Generate() {}

  /**
   * Makes a data set.
   *
   * @param args the kind, the seed, the directory
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    int status = run(args, threads, System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(String[] args, int threads, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (args.length != 3) {
      err.print(USAGE);
      return 2;
    }
    try {
      DataSet set = dataSet(args[0], Long.parseLong(args[1]));
      Path directory = Path.of(args[2]);
      requireRoom(set, directory);
      long started = System.nanoTime();
      DataSetWriter.Summary summary = new DataSetWriter(set, directory).write(threads);
      out.printf(
          Locale.ROOT,
          "%s %s: %,d files, %,d bytes in %s (%,d kept) in %.1f s%n",
          args[0],
          args[1],
          summary.files(),
          summary.bytes(),
          directory,
          summary.kept(),
          (System.nanoTime() - started) / 1e9);
      return 0;
    } catch (NumberFormatException e) {
      err.println("generate: the seed is not a whole number: " + args[1]);
    } catch (IllegalArgumentException e) {
      err.println("generate: " + e.getMessage());
    } catch (IOException e) {
      err.println("generate: " + e);
      return 1;
    }
    err.print(USAGE);
    return 2;
  }

  /**
   * Makes a data set in a directory, with as many threads as there are processors.
   *
   * @param kind SHOTS, SMALL or EDIT
   * @param seed the seed
   * @param directory where to
   * @throws IOException if it cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void write(String kind, long seed, Path directory)
      throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    new DataSetWriter(dataSet(kind, seed), directory).write(threads);
  }

  /**
   * Makes the first shots of SHOTS in a directory.
   *
   * @param seed the seed
   * @param shots how many, of 32 MiB each
   * @param directory where to
   * @throws IOException if it cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void writeShots(long seed, int shots, Path directory)
      throws IOException, InterruptedException {
    Shots full = Shots.full(seed);
    int threads = Runtime.getRuntime().availableProcessors();
    new DataSetWriter(new Shots(seed, shots, full.fileBytes()), directory).write(threads);
  }

  /**
   * The seed of which a directory holds SHOTS.
   *
   * @param directory any directory
   * @return the seed, if it is a small one; nothing for other files
   * @throws IOException if it cannot be read
   */
  public static OptionalLong seedOfShots(Path directory) throws IOException {
    for (long seed = 0; seed < SMALL_SEEDS; seed++) {
      Shots shots = Shots.full(seed);
      DataFile first = shots.file(0);
      DataFile last = shots.file(shots.files() - 1);
      if (DataSetWriter.isPresent(directory.resolve(first.path()), first)
          && DataSetWriter.isPresent(directory.resolve(last.path()), last)) {
        return OptionalLong.of(seed);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Writes those files of EDIT that SHOTS of the same seed does not have, or has otherwise.
   *
   * @param seed the seed
   * @param directory where to
   * @throws IOException if they cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void writeChanges(long seed, Path directory)
      throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    new DataSetWriter(new EditedShots(Shots.full(seed)).changes(), directory).write(threads);
  }

  private static DataSet dataSet(String kind, long seed) {
    return switch (kind) {
      case "SHOTS" -> Shots.full(seed);
      case "SMALL" -> SmallFiles.full(seed);
      case "EDIT" -> new EditedShots(Shots.full(seed));
      default -> throw new IllegalArgumentException("no such kind: " + kind);
    };
  }

  /** Refuses a directory whose other files would mix with the data set. */
  static void requireRoom(DataSet set, Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      if (entries.findAny().isEmpty()) {
        return;
      }
    }
    for (int i = 0; i < set.files(); i++) {
      if (set.keepsPresent(i)) {
        DataFile file = set.file(i);
        if (DataSetWriter.isPresent(directory.resolve(file.path()), file)) {
          return;
        }
        break;
      }
    }
    throw new IllegalArgumentException(
        directory + " holds other files; give a directory that is absent or empty");
  }
}
