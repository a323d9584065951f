package io.stemma.internal.pipeline;

import io.stemma.DatumState;
import io.stemma.Derivation;
import io.stemma.NotFoundException;
import io.stemma.StemmaException;
import io.stemma.Transformation;
import io.stemma.execution.Executor;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.code.CodeBundle;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.datum.DatumKeys;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.datum.Datums;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job of the past, whose datums can be run again on what they read then. What they give is
 * committed by nobody. Running is safe for use by several threads.
 */
public final class RecordedJob implements AutoCloseable {
  private final PipelineArchive archive;
  private final JobRecord record;
  private final Definition definition;
  private final DatumInputs inputs;
  private final InputState state;
  private final DatumTable table;
  private final FileOwners owners;
  private final Tries tries;

  /**
   * The job whose results a commit holds.
   *
   * @param commit as it is stored
   * @throws NotFoundException if no job made the commit
   */
  public RecordedJob(PipelineArchive archive, Hash commit) {
    this.archive = archive;
    CommitObject object = archive.object(commit);
    this.record =
        object
            .job()
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "commit "
                            + commit
                            + " of "
                            + object.repository()
                            + " was made by no job, so there is nothing to replay"));
    this.definition = Definition.of(archive, record.definition());
    this.inputs = DatumInputs.of(definition.input());
    this.state = InputState.of(archive, inputs.selections(), record.inputs());
    this.table = new DatumTable(archive.chunks(), record.datums());
    this.owners = new FileOwners(archive.chunks(), record.files());
    this.tries = new Tries(definition.options().datumTimeout());
  }

  /** The job whose results have a file. */
  public static RecordedJob of(PipelineArchive archive, Derivation file) {
    return new RecordedJob(archive, Hash.parse(file.commit().value()));
  }

  /** What is written down of it. */
  public JobRecord record() {
    return record;
  }

  /** Why its user said that its results cannot be computed again, if so. */
  public Optional<String> unreproducible() {
    return definition.options().unreproducible();
  }

  /** How what this process runs on differs from what the job ran on: a line for each fact. */
  public List<String> otherEnvironment() {
    return difference(record.environment(), JobCommit.environment());
  }

  /** How what this job ran on differs from what an older one ran on. */
  public List<String> otherEnvironment(RecordedJob older) {
    return difference(older.record.environment(), record.environment());
  }

  private static List<String> difference(
      SortedMap<String, String> then, SortedMap<String, String> now) {
    List<String> lines = new ArrayList<>();
    then.forEach(
        (name, value) -> {
          String here = now.getOrDefault(name, "");
          if (!here.equals(value)) {
            lines.add(name + " was " + value + ", and is " + here);
          }
        });
    return lines;
  }

  /**
   * A datum of the job that has a result.
   *
   * @param spec what it is
   * @param result what it gave
   */
  public record RecordedDatum(DatumSpec spec, DatumResult result) {
    /** The name. */
    public String name() {
      return spec.name();
    }
  }

  /**
   * What a datum gave when it was run again.
   *
   * @param failure why it gave nothing
   * @param outputs its files
   * @param session what it wrote, to be discarded
   */
  public record Rerun(
      Optional<Throwable> failure,
      List<DatumResult.OutputFile> outputs,
      Optional<WriteSession> session) {}

  /**
   * The code that the archive keeps of it, as files.
   *
   * @throws NotFoundException if it keeps none
   * @throws io.stemma.DamageException if something is missing or damaged
   */
  public CodeBundle bundle() {
    return StoredCode.read(archive, kept());
  }

  /**
   * The code that the archive keeps of it, loaded: the initialiser of its class has run.
   *
   * @throws NotFoundException if it keeps none
   * @throws io.stemma.DamageException if something is missing or damaged
   * @throws IllegalArgumentException if it cannot be loaded
   */
  public LoadedCode code() {
    return LoadedCode.stored(archive, kept(), definition.parameters(), record.code());
  }

  private Hash kept() {
    return record
        .bundle()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "the code of job "
                        + record.job()
                        + " was not kept; replay it with code of the class path"));
  }

  /**
   * Other code, to be run in its place.
   *
   * @throws IllegalArgumentException if it cannot be written down and made again, or may give other
   *     results each time
   */
  public LoadedCode with(Transformation transformation) {
    return LoadedCode.of(transformation, definition.options(), record.code());
  }

  /**
   * Goes through the datums that have results, as they were read.
   *
   * @param names those that count; empty for all
   * @throws NotFoundException if one of the names is that of no datum
   * @throws StemmaException if what was read is not to be found as it was
   */
  public void datums(Optional<? extends Collection<String>> names, Consumer<RecordedDatum> taker) {
    Datums datums = inputs.at(state);
    boolean every = definition.options().everyJob();
    DatumKeys keys =
        new DatumKeys(
            every ? record.code() + " " + record.job() : record.code(),
            definition.parameters(),
            state);
    if (names.isPresent() && inputs.canFind()) {
      for (String name : new TreeSet<>(names.get())) {
        requireResult(name);
        datum(datums.named(name).orElseThrow(() -> missing(name)), keys, taker);
      }
      return;
    }
    names.ifPresent(some -> some.forEach(this::requireResult));
    TreeSet<String> wanted = new TreeSet<>();
    names.ifPresent(wanted::addAll);
    Iterator<DatumSpec> specs = datums.all();
    while (specs.hasNext()) {
      DatumSpec spec = specs.next();
      if (names.isEmpty() || wanted.remove(spec.name())) {
        datum(spec, keys, taker);
      }
    }
    if (!wanted.isEmpty()) {
      throw missing(wanted.first());
    }
  }

  /** What was left out, or failed, has nothing to be compared with. */
  private void requireResult(String name) {
    DatumTable.Row row = table.get(name).orElseThrow(() -> missing(name));
    if (row.state() != DatumTable.State.RESULT) {
      throw new NotFoundException(
          "datum "
              + name
              + " of job "
              + record.job()
              + " of pipeline "
              + record.pipeline()
              + " has no result: it failed, and was left out");
    }
  }

  private NotFoundException missing(String name) {
    return new NotFoundException(
        "job " + record.job() + " of pipeline " + record.pipeline() + " has no datum " + name);
  }

  private void datum(DatumSpec spec, DatumKeys keys, Consumer<RecordedDatum> taker) {
    Optional<DatumTable.Row> row = table.get(spec.name());
    if (row.isEmpty() || row.get().state() != DatumTable.State.RESULT) {
      return; // It was beyond the limit of a trial, or failed.
    }
    DatumResult result = Results.get(archive, row.get().key());
    if (!keys.of(spec).key().equals(row.get().key())) {
      throw new StemmaException(
          "what datum "
              + spec.name()
              + " of job "
              + record.job()
              + " read is not what its result was computed from: the key of the result is "
              + row.get().key());
    }
    taker.accept(new RecordedDatum(spec, result));
  }

  /** The names of datums that have results, spread over all of them. */
  public List<String> sample(int count) {
    long results = table.size() - record.failed();
    long some = Math.min(count, results);
    List<String> names = new ArrayList<>();
    long at = 0;
    Iterator<DatumTable.NamedRow> rows = table.rows();
    while (names.size() < some && rows.hasNext()) {
      DatumTable.NamedRow each = rows.next();
      if (each.row().state() == DatumTable.State.RESULT) {
        if (at == names.size() * results / some) {
          names.add(each.name());
        }
        at++;
      }
    }
    return names;
  }

  /** Runs a datum again. */
  public Rerun run(RecordedDatum datum, LoadedCode code) {
    return run(datum.spec(), datum.result().key(), code, state);
  }

  /**
   * Runs a datum again, with what another run had under the name of an input.
   *
   * @param input the name
   */
  public Rerun run(
      RecordedDatum datum,
      LoadedCode code,
      String input,
      RecordedJob otherJob,
      RecordedDatum other) {
    List<Slot> slots = new ArrayList<>();
    for (Slot slot : datum.spec().slots()) {
      if (!slot.input().equals(input)) {
        slots.add(slot);
      }
    }
    other.spec().slots().stream().filter(slot -> slot.input().equals(input)).forEach(slots::add);
    DatumSpec mixed = new DatumSpec(datum.name(), datum.spec().captures(), slots, List.of());
    return run(mixed, datum.result().key(), code, state.and(otherJob.state));
  }

  /**
   * Runs a datum again, by the stored code, where an executor runs it.
   *
   * @param executor reaches the archive that this is of
   */
  public Rerun run(RecordedDatum datum, LoadedCode code, Executor executor) {
    TaskExchange exchange =
        new TaskExchange(archive, code.code(), code.commit(), definition.options(), state);
    AtomicReference<DatumRun.@Nullable Ended> ended = new AtomicReference<>();
    new Dispatch(exchange, executor, () -> Thread.currentThread().isInterrupted())
        .run(
            List.of(changed(datum.spec(), datum.result().key())),
            (name, outcome) -> ended.set(outcome));
    return rerun(Objects.requireNonNull(ended.get()));
  }

  private static JobPlan.Changed changed(DatumSpec spec, Hash key) {
    return new JobPlan.Changed(
        spec, new DatumKeys.Seen(key, 0, 0), Optional.empty(), Optional.empty());
  }

  private Rerun run(DatumSpec spec, Hash key, LoadedCode code, InputState read) {
    return rerun(
        new DatumRun(archive, code.code(), read, changed(spec, key))
            .run(definition.options().tries(), tries));
  }

  private static Rerun rerun(DatumRun.Ended ended) {
    boolean finished = ended.state() == DatumState.FINISHED;
    return new Rerun(
        finished ? Optional.empty() : ended.failure(),
        ended.result().map(DatumResult::outputs).orElse(List.of()),
        ended.session());
  }

  /** What was read. */
  InputState state() {
    return state;
  }

  /** The parameters of the transformation, as JSON. */
  public String parameters() {
    return definition.parameters();
  }

  /**
   * The datum of a name.
   *
   * @throws NotFoundException if there is none that has a result
   */
  public RecordedDatum datum(String name) {
    List<RecordedDatum> found = new ArrayList<>();
    datums(Optional.of(List.of(name)), found::add);
    return found.stream().findFirst().orElseThrow(() -> missing(name));
  }

  /** Whether what is at a path was merged of what a datum gave, and others. */
  public boolean isMerged(String path, RecordedDatum datum) {
    return owners.owner(path).filter(key -> !key.equals(datum.result().key())).isPresent();
  }

  /** The merged file at a path. */
  public DatumResult merged(String path) {
    return owners
        .owner(path)
        .map(key -> Results.get(archive, key))
        .filter(DatumResult::isMerge)
        .orElseThrow(
            () -> new MalformedException("/" + path + " is of a datum that did not give it"));
  }

  /**
   * Merges what datums gave then once more.
   *
   * @param merged what they were merged to
   * @param session takes what is written
   * @throws StemmaException if that fails
   */
  public DatumResult.OutputFile merge(DatumResult merged, LoadedCode code, WriteSession session) {
    String path = merged.outputs().get(0).path();
    SortedMap<String, Contributions.Part> parts = new TreeMap<>();
    for (String name : merged.merged()) {
      parts.put(name, part(name, path));
    }
    FileMerge merge = new FileMerge(archive, code.code(), record.pipeline(), session, tries);
    return merge.merge(path, parts).outputs().get(0);
  }

  private Contributions.Part part(String datum, String path) {
    return table
        .get(datum)
        .map(row -> Results.get(archive, row.key()))
        .flatMap(
            result ->
                result.outputs().stream()
                    .filter(file -> file.path().equals(path))
                    .map(DatumResult.OutputFile::entry)
                    .findFirst()
                    .map(entry -> new Contributions.Part(entry, result.key())))
        .orElseThrow(
            () ->
                new MalformedException(
                    "/" + path + " was merged of datum " + datum + ", which gave no such file"));
  }

  /** Interrupts what is being run. */
  @Override
  public void close() {
    tries.close();
  }
}
