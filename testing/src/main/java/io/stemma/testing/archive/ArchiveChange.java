package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.ExtractorDefinition;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JsonAttributes;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One operation on an archive that it prepares itself.
 *
 * @param name what it is
 * @param preparation what comes before it; on an empty archive
 * @param change the operation
 */
public record ArchiveChange(String name, Step preparation, Step change) {

  /** What is done with an archive. */
  public interface Step {
    /**
     * Does it.
     *
     * @param archive the archive
     */
    void run(Archive archive);
  }

  /**
   * All kinds of operations, small ones and ones with packs of their own.
   *
   * @param day a directory to import
   * @return the operations
   */
  public static List<ArchiveChange> all(Path day) {
    return List.of(
        new ArchiveChange("create repository", a -> {}, a -> a.createRepository("r")),
        new ArchiveChange("commit", ArchiveChange::base, a -> edit(main(a), "/b", "2")),
        new ArchiveChange(
            "commit of much",
            ArchiveChange::base,
            a ->
                main(a)
                    .commit(
                        "much", tx -> tx.write("/much", new ByteArrayInputStream(noise(3 << 20))))),
        new ArchiveChange(
            "commit that moves tables", ArchiveChange::manyCommits, a -> edit(main(a), "/b", "2")),
        new ArchiveChange(
            "commit to two branches",
            ArchiveChange::base,
            a ->
                a.commit(
                    "both",
                    tx -> {
                      tx.on(main(a)).write("/b", "both");
                      tx.on(a.repository("r").branch("side")).delete("/s");
                    })),
        new ArchiveChange(
            "import",
            ArchiveChange::base,
            a -> main(a).commit("import", tx -> tx.importDirectory(day, "/day"))),
        new ArchiveChange("define an extractor", ArchiveChange::base, ArchiveChange::extractor),
        new ArchiveChange(
            "import of records",
            a -> {
              base(a);
              extractor(a);
            },
            a -> main(a).commit("import", tx -> tx.importDirectory(day, "/day"))),
        new ArchiveChange(
            "extract",
            a -> {
              base(a);
              main(a).commit("import", tx -> tx.importDirectory(day, "/day"));
              extractor(a);
            },
            a -> main(a).extract("records")),
        new ArchiveChange(
            "merge of records",
            a -> {
              base(a);
              extractor(a);
              main(a).commit("import", tx -> tx.importDirectory(day, "/day"));
            },
            a -> a.repository("r").branch("side").merge(main(a).head()).orThrow()),
        new ArchiveChange(
            "merge",
            ArchiveChange::base,
            a -> main(a).merge(a.repository("r").branch("side").head()).orThrow()),
        new ArchiveChange("define a pipeline", ArchiveChange::base, ArchiveChange::pipeline),
        new ArchiveChange(
            "job",
            a -> {
              base(a);
              Pipeline unused = pipeline(a);
            },
            a -> a.pipeline("out").run()),
        new ArchiveChange(
            "job that replaces results",
            a -> {
              base(a);
              Job unused = pipeline(a).run();
              main(a).commit("edit", tx -> tx.write("/a", "5").delete("/d").write("/e", "6"));
            },
            a -> a.pipeline("out").run()),
        new ArchiveChange("undo", ArchiveChange::base, a -> a.undo(a.operations(1).get(0).id())),
        new ArchiveChange("delete repository", ArchiveChange::base, a -> a.deleteRepository("r")));
  }

  private static void extractor(Archive archive) {
    ExtractorDefinition unused =
        archive.repository("r").defineExtractor("record", "/**/shot.json", new JsonAttributes());
  }

  private static Branch main(Archive archive) {
    return archive.repository("r").main();
  }

  private static Pipeline pipeline(Archive archive) {
    return archive.definePipeline(
        "out",
        new DoubledFile(),
        Input.each("r", "/{name}"),
        PipelineOptions.DEFAULT.withParallelism(1).withTries(1));
  }

  private static void edit(Branch branch, String path, String text) {
    branch.commit("edit " + path, tx -> tx.write(path, text).attribute(path, "shot", 18000));
  }

  private static void base(Archive archive) {
    Repository repository = archive.createRepository("r");
    Branch main = repository.main();
    main.commit("base", tx -> tx.write("/a", "1").write("/d/b", "1").write("/d/c", "1"));
    Branch side = repository.createBranch("side", main.head());
    repository.createTag("v1", main.head());
    side.commit("side", tx -> tx.write("/s", "1").delete("/d/c"));
    edit(main, "/a", "2");
  }

  /** As many commits as have their packs' tables in the log; the next moves them to an index. */
  private static void manyCommits(Archive archive) {
    base(archive);
    for (int i = 0; i < 28; i++) {
      edit(main(archive), "/many/" + i, "" + i);
    }
  }

  /**
   * Bytes that cannot be compressed.
   *
   * @param length how many
   * @return always the same for a length
   */
  static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  /**
   * Makes a directory to import: a few large files and a few small ones.
   *
   * @param directory is made
   * @return the directory
   * @throws IOException if it cannot be written
   */
  public static Path makeDay(Path directory) throws IOException {
    for (int shot = 0; shot < 3; shot++) {
      Path files = Files.createDirectories(directory.resolve("shot" + shot));
      Files.write(files.resolve("te.i16"), noise((1 << 20) + shot));
      Files.writeString(files.resolve("shot.json"), "{\"shot\": " + shot + "}");
    }
    return directory;
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
