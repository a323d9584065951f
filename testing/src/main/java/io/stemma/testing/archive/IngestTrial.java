package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Change;
import io.stemma.Commit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Kills a process that takes in shots, again and again while they arrive, starts it anew each time,
 * and looks at what the archive holds: every shot, whole, in one commit, byte by byte what was
 * written; and nothing is damaged. Neither process can delete anything in the store.
 *
 * <p>The process opens the archive itself: the class path of this JVM must have what serves the
 * address.
 */
public final class IngestTrial {
  /** A life ends after at most so many operations on the store. */
  private static final int LIFE = 120;

  private final URI place;
  private final Path watched;
  private final TrialShots content;
  private final SplittableRandom random;
  private int written;
  private int kills;

  /**
   * Prepares a trial.
   *
   * @param place where the archive is to be, at which there is none yet
   * @param watched a directory for the shots, empty or missing
   * @param seed decides what shots hold and when processes are killed
   */
  public IngestTrial(URI place, Path watched, long seed) {
    this.place = place;
    this.watched = watched;
    this.content = new TrialShots(seed);
    this.random = new SplittableRandom(seed);
  }

  /**
   * How many processes were killed.
   *
   * @return the ends of processes that had not come to an end
   */
  public int kills() {
    return kills;
  }

  /**
   * Runs the trial.
   *
   * @param shots how many shots arrive
   * @param deaths how often the process is killed before the last one, which comes to an end
   * @throws IOException if shots cannot be written or processes started
   * @throws AssertionError if a shot is lost, not whole, or there twice
   */
  public void run(int shots, int deaths) throws IOException {
    Files.createDirectories(watched);
    ArchiveOptions options = ArchiveOptions.DEFAULT.withAuthor("trial").withoutCache();
    try (Archive archive = Archive.create(place, options)) {
      archive.createRepository("shots");
      for (int life = 0; life < deaths; life++) {
        liveAndDie(shots * (life + 1) / deaths);
      }
      try (ChildProcess last = IngestingProcess.start(place, watched, 1)) {
        arrive(shots);
        last.await(IngestingProcess.IDLE + shots);
      }
      check(archive, shots);
    }
  }

  private void arrive(int shots) throws IOException {
    while (written < shots) {
      content.write(watched, written++);
    }
  }

  private void liveAndDie(int arrived) throws IOException {
    int steps = 1 + random.nextInt(LIFE);
    int shotsPerCommit = 1 + random.nextInt(3);
    try (ChildProcess process = IngestingProcess.start(place, watched, shotsPerCommit)) {
      arrive(arrived);
      for (int step = 0; step < steps; ) {
        if (process.next().equals(IngestingProcess.STEP)) {
          step++;
        }
      }
    }
    kills++;
  }

  private void check(Archive archive, int shots) {
    Map<String, Integer> commits = new HashMap<>();
    try (Stream<Commit> log = archive.repository("shots").main().log()) {
      for (Commit commit : log.toList()) {
        for (String shot : added(commit)) {
          commits.merge(shot, 1, Integer::sum);
          content.check(commit, TrialShots.number(shot));
        }
      }
    }
    Commit head = archive.repository("shots").main().head();
    for (int i = 0; i < shots; i++) {
      String shot = TrialShots.name(i);
      Integer times = commits.get(shot);
      ModelCheck.require(
          times != null && times == 1, "shot " + shot, "is in", String.valueOf(times), "commits");
      content.check(head, i);
    }
    ModelCheck.require(
        head.list("/").size() == shots, head.list("/").size(), "directories, not", shots);
    ArchiveSoundness.requireVerified(archive, "after " + kills + " kills");
  }

  /** The shots that a commit has added to. */
  private static TreeSet<String> added(Commit commit) {
    List<Change> changes;
    try (Stream<Change> all = commit.changes().stream()) {
      changes = all.toList();
    }
    TreeSet<String> shots = new TreeSet<>();
    for (Change change : changes) {
      ModelCheck.require(
          change.before().isEmpty(), change.path(), "was changed or deleted in", commit);
      shots.add(change.path().substring(1, change.path().indexOf('/', 1)));
    }
    return shots;
  }
}
