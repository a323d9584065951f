package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.ShotEvent;
import io.stemma.ShotIngest;
import io.stemma.ShotOptions;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.StoreAccess;
import io.stemma.testing.AddOnlyObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * A process that takes shots of a directory into an archive until it is killed, through a store
 * that refuses to delete. It prints a line for each operation on the store and for each shot.
 */
final class IngestingProcess {
  /** What it prints before an operation on the store. */
  static final String STEP = "step";

  /** What it prints once it has seen so many shots on the branch and nothing that waits. */
  static final String IDLE = "idle ";

  private static final String PLACE = "STEMMA_TRIAL_ARCHIVE";

  private IngestingProcess() {}

  /**
   * Starts one.
   *
   * @param archive where the archive is; may carry a signature, so it is not among the arguments
   * @param watched the directory
   * @param shotsPerCommit how many shots a commit takes in
   */
  static ChildProcess start(URI archive, Path watched, int shotsPerCommit) throws IOException {
    return ChildProcess.start(
        IngestingProcess.class,
        Map.of(PLACE, archive.toString()),
        List.of(watched.toString(), Integer.toString(shotsPerCommit)));
  }

  /** Opens the store of an address. */
  private static ObjectStore store(URI place) throws IOException {
    for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
      if (provider.scheme().equals(place.getScheme())) {
        return provider.open(place, StoreAccess.WRITE);
      }
    }
    throw new IOException("nobody serves " + place.getScheme());
  }

  /** Arguments: the directory, and how many shots a commit takes in. */
  public static void main(String[] arguments) throws IOException {
    Thread parent = new Thread(IngestingProcess::endWithParent);
    parent.setDaemon(true);
    parent.start();
    ObjectStore store = new AddOnlyObjectStore(store(URI.create(System.getenv(PLACE))));
    ObjectStore stepping = new SteppingStore(store, () -> System.out.println(STEP));
    ArchiveOptions options = ArchiveOptions.DEFAULT.withAuthor("digitizer").withoutCache();
    ShotOptions shots =
        ShotOptions.marker(TrialShots.MARKER)
            .withShotsPerCommit(Integer.parseInt(arguments[1]))
            .withListener(IngestingProcess::tell);
    try (Archive archive = Archive.open(stepping, options);
        ShotIngest ingest =
            archive.repository("shots").main().ingest(Path.of(arguments[0]), shots)) {
      while (true) {
        var round = ingest.run();
        if (round.events().isEmpty()) {
          System.out.println(IDLE + round.alreadyThere());
        }
      }
    }
  }

  private static void tell(ShotEvent event) {
    System.out.println(event);
    if (event.kind() != ShotEvent.Kind.INGESTED && event.kind() != ShotEvent.Kind.WAITING) {
      throw new AssertionError(event.toString());
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      System.err.println("the parent cannot be heard: " + e);
    }
    Runtime.getRuntime().halt(3);
  }
}
