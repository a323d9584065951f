package io.stemma.examples;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Repository;
import java.nio.file.Path;

/** Takes in a directory, says something of it, changes it on a branch, and merges the branch. */
public final class FirstProgram {
  private FirstProgram() {}

  /**
   * Runs the program.
   *
   * @param args the directory of the archive, and the directory to take in
   */
  public static void main(String[] args) {
    try (Archive archive = Archive.openOrCreate(Path.of(args[0]))) {
      Repository shots = archive.ensureRepository("shots");
      Branch main = shots.main();

      Commit today = main.commit("today", tx -> tx.importDirectory(Path.of(args[1]), "/"));
      System.out.println(today.list("/"));

      Branch notes = shots.createBranch("notes-" + shots.branches().size(), today);
      notes.commit("gas", tx -> tx.write("/gas.txt", "D2").attribute("/gas.txt", "shot", 18040));
      System.out.println(notes.head().changesSince(today));

      System.out.println(main.merge(notes.head()));
      System.out.println(main.head().readString("/gas.txt"));
      System.out.println(main.log(5));
    }
  }
}
