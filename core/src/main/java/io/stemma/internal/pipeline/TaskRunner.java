package io.stemma.internal.pipeline;

import io.stemma.CommitId;
import io.stemma.DamageException;
import io.stemma.Input;
import io.stemma.StemmaException;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.datum.DatumKeys;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.datum.Item;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.path.TreePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs datums of other processes' jobs, just as a job of this process runs its own. Safe for use by
 * several threads.
 */
public final class TaskRunner implements AutoCloseable {
  /** So many transformations are kept: all datums of a job are to be run by one instance. */
  private static final int KEPT = 16;

  private final PipelineArchive archive;
  private final Tries tries = new Tries(Optional.empty());

  /** A transformation that may be made more than once. */
  private record Made(
      String transformation, String parameters, String code, Optional<String> bundle) {}

  private final Map<Made, Code> codes =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Made, Code> eldest) {
          return size() > KEPT;
        }
      };

  /** For the datums of an archive, which stays the caller's. */
  public TaskRunner(PipelineArchive archive) {
    this.archive = archive;
  }

  /** Runs a datum; whatever goes wrong with it is in the outcome. */
  public DatumOutcome run(DatumTask task) {
    archive.checkWritable("running datum " + task.datum());
    try {
      checkArchive(task);
      Code code = code(task);
      DatumRun run = datum(task, code);
      Optional<Duration> timeout =
          task.timeoutMillis() == 0
              ? Optional.empty()
              : Optional.of(Duration.ofMillis(task.timeoutMillis()));
      return outcome(task, run.run(task.tries(), tries.within(timeout)));
    } catch (RuntimeException | Error e) {
      return DatumOutcome.failed(task, e);
    }
  }

  private void checkArchive(DatumTask task) {
    String own = archive.archive().id().toString();
    if (!own.equals(task.archive())) {
      throw new StemmaException(
          "datum "
              + task.datum()
              + " is of archive "
              + task.archive()
              + ", and this worker has opened archive "
              + own
              + "; open the job's archive");
    }
  }

  private Code code(DatumTask task) {
    Code code;
    synchronized (codes) {
      code =
          codes.computeIfAbsent(
              new Made(task.transformation(), task.parameters(), task.code(), task.bundle()),
              made ->
                  made.bundle()
                      .map(bundle -> stored(task, bundle))
                      .orElseGet(
                          () ->
                              Code.of(
                                  made.transformation(),
                                  made.parameters(),
                                  made.code(),
                                  archive.known(made.transformation()))));
    }
    if (!code.id().equals(task.code())) {
      throw new StemmaException(
          "the code of "
              + task.transformation()
              + " is "
              + code.id()
              + " where datum "
              + task.datum()
              + " was to be run, and "
              + task.code()
              + " where its job is; give both the same classes");
    }
    return code;
  }

  /** The code that the archive has, whatever classes there are here. */
  private Code stored(DatumTask task, String bundle) {
    try {
      return LoadedCode.stored(archive, Hash.parse(bundle), task.parameters(), task.code()).code();
    } catch (DamageException e) {
      throw new StemmaException(
          "the stored code "
              + bundle
              + ", by which datum "
              + task.datum()
              + " is to be run, cannot be read: "
              + e.getMessage(),
          e);
    }
  }

  /** The datum as it is known where its job is. */
  private DatumRun datum(DatumTask task, Code code) {
    Map<Integer, Input.Selection> selections = new HashMap<>();
    List<Input.Selection> read = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (DatumTask.InputCommit commit : task.commits()) {
      Input.Selection selection = selection(commit);
      selections.put(commit.number(), selection);
      read.add(selection);
      numbers.add(commit.number());
    }
    List<Slot> slots = new ArrayList<>();
    for (DatumTask.InputPaths input : task.inputs()) {
      List<Item> items = new ArrayList<>();
      for (DatumTask.InputPath path : input.paths()) {
        Input.Selection selection = Objects.requireNonNull(selections.get(path.number()));
        items.add(new Item(selection, TreePath.of(path.path()), path.directory()));
      }
      slots.add(new Slot(input.name(), false, items));
    }
    DatumSpec spec = new DatumSpec(task.datum(), new TreeMap<>(task.captures()), slots, List.of());
    DatumKeys.Seen seen = new DatumKeys.Seen(Hash.parse(task.key()), 0, 0);
    return new DatumRun(
        archive,
        code,
        InputState.ofCommits(archive, read, numbers),
        new JobPlan.Changed(spec, seen, Optional.empty(), Optional.empty()));
  }

  /** What reads the commit; the name keeps it apart from others that read the same. */
  private static Input.Selection selection(DatumTask.InputCommit commit) {
    return new Input.Selection(
        commit.repository(),
        "main",
        Optional.of(new CommitId(commit.commit())),
        "/",
        Optional.empty(),
        "input-" + commit.number(),
        false,
        false,
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static DatumOutcome outcome(DatumTask task, DatumRun.Ended ended) {
    byte[] written = new byte[0];
    if (ended.session().isPresent()) {
      WriteSession session = ended.session().get();
      boolean done = false;
      try {
        written = new Handover(ended.result().orElseThrow(), session).encode();
        done = true;
      } finally {
        if (done) {
          session.close();
        } else {
          session.discard();
        }
      }
    }
    return new DatumOutcome(
        task.datum(),
        ended.state(),
        ended.tries(),
        ended.nanos(),
        ended.failure().map(DatumOutcome.Failure::of),
        written);
  }

  /** Interrupts what is being run. */
  @Override
  public void close() {
    tries.close();
  }
}
