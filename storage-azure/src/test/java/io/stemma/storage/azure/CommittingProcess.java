package io.stemma.storage.azure;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.archive.DisjointWriters;
import java.io.IOException;

/** A process whose threads commit to one branch, whatever fails. */
final class CommittingProcess {
  private CommittingProcess() {}

  /**
   * Arguments: the port of an emulator, the name of the store, the name of the writers, how many
   * threads there are, and how many commits each of them makes.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (ObjectStore store = ProxiedAzurite.open(Integer.parseInt(args[0]), args[1], 4);
        Archive archive = Archive.open(store, ArchiveOptions.DEFAULT.withoutCache())) {
      Branch main = archive.repository("r").main();
      System.out.println("ready");
      if (System.in.read() < 0) {
        throw new IOException("nobody said go");
      }
      new DisjointWriters(args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]))
          .runThroughFaults(archive, main);
      System.out.println("done");
    }
  }
}
