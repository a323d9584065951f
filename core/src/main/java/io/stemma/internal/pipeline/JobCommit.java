package io.stemma.internal.pipeline;

import io.stemma.Attributes;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.StemmaException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Commits the results of a job: files, datums and what they were computed from, all or nothing. */
final class JobCommit {
  private final PipelineArchive archive;
  private final Planner planner;
  private final String ref;
  private final String id;
  private final Instant started;

  JobCommit(PipelineArchive archive, Planner planner, String ref, String id, Instant started) {
    this.archive = archive;
    this.planner = planner;
    this.ref = ref;
    this.id = id;
    this.started = started;
  }

  /**
   * Commits.
   *
   * @return the new commit
   * @throws BranchMovedException if the branch has another head than the plan began with
   * @throws io.stemma.AlreadyExistsException if datums clash
   * @throws io.stemma.StemmaException if files of datums cannot be merged, or what datums found in
   *     static fields has changed
   */
  Hash commit(JobPlan plan, DatumPool pool) {
    WriteSession session = archive.session();
    List<Checkpoints.Finished> rest = pool.rest();
    boolean keep = false;
    try {
      OutputAssembly.Roots roots = assemble(plan, pool, session, rest);
      planner.code().checkUnchanged();
      JobRecord record = record(plan, pool, roots, session);
      if (isThere(plan, record, roots)) {
        return plan.base().head();
      }
      session.prepare();
      Hash made = commit(plan, record, roots.files(), session, rest);
      keep = true;
      rest.forEach(Checkpoints.Finished::ended);
      return made;
    } catch (CommitOutcomeUnknownException e) {
      keep = true; // An entry may name what was written.
      throw e;
    } finally {
      if (keep) {
        session.close();
      } else {
        pool.back(rest);
        pool.keep();
        session.discard();
      }
    }
  }

  /** Whether the branch holds just this, as where a datum failed again. */
  private static boolean isThere(JobPlan plan, JobRecord record, OutputAssembly.Roots roots) {
    return plan.base().root().equals(roots.files())
        && plan.base()
            .record()
            .filter(
                before ->
                    before.definition().equals(record.definition())
                        && before.code().equals(record.code())
                        && before.inputs().equals(record.inputs())
                        && before.datums().equals(record.datums())
                        && before.files().equals(record.files())
                        && before.failed() == record.failed())
            .isPresent();
  }

  private OutputAssembly.Roots assemble(
      JobPlan plan, DatumPool pool, WriteSession session, List<Checkpoints.Finished> rest) {
    FileMerge merge = new FileMerge(archive, planner.code(), planner.name(), session, pool.tries());
    Runnable store =
        () -> {
          pool.back(rest);
          rest.clear();
          pool.store();
        };
    OutputAssembly assembly = new OutputAssembly(archive, session, plan.base(), merge, store);
    plan.vanishing().forEach(gone -> assembly.remove(gone.name(), gone.row()));
    for (JobPlan.Changed datum : plan.changed()) {
      datum.before().ifPresent(row -> assembly.remove(datum.name(), row));
    }
    for (JobPlan.Changed datum : plan.changed()) {
      DatumTable.State failed = pool.failed().get(datum.name());
      if (failed != null) {
        assembly.without(datum.name(), failed, datum.seen().key());
      } else {
        assembly.add(datum.remembered().orElseGet(() -> pool.result(datum)));
      }
    }
    return assembly.finish();
  }

  private JobRecord record(
      JobPlan plan, DatumPool pool, OutputAssembly.Roots roots, WriteSession session) {
    Map<String, DatumTable.Row> before = new HashMap<>();
    plan.vanishing().forEach(gone -> before.put(gone.name(), gone.row()));
    plan.changed().forEach(datum -> datum.before().ifPresent(row -> before.put(datum.name(), row)));
    long gone =
        before.values().stream().filter(row -> row.state() != DatumTable.State.RESULT).count();
    long failedBefore = plan.base().record().map(JobRecord::failed).orElse(0L);
    return new JobRecord(
        id,
        planner.name(),
        planner.version(),
        planner.codeId(),
        Optional.of(bundle(plan, session)),
        accepted(plan, session),
        plan.inputs().commits(),
        roots.datums(),
        roots.owners(),
        failedBefore - gone + pool.failed().size(),
        started,
        environment());
  }

  /**
   * The code, which is stored where the branch does not have it yet. That in whose place other code
   * runs is no more at hand: a job before this one has kept it, if not the last one.
   */
  private Hash bundle(JobPlan plan, WriteSession session) {
    Optional<Hash> known = bundle(plan.base().record());
    Optional<Hash> next =
        planner.code().id().equals(planner.codeId())
            ? Optional.empty()
            : Optional.of(plan.base().head());
    while (known.isEmpty() && next.isPresent()) {
      CommitObject older = archive.object(next.get());
      known = bundle(older.job());
      next = older.parents().stream().findFirst();
    }
    return known.orElseGet(() -> write(session));
  }

  private Optional<Hash> bundle(Optional<JobRecord> record) {
    return record
        .filter(before -> before.code().equals(planner.codeId()))
        .flatMap(JobRecord::bundle);
  }

  private Hash write(WriteSession session) {
    return StoredCode.write(archive, session, planner.name(), id, planner.code());
  }

  /**
   * The code that ran where it is not that of the results, but was accepted as equal. It may have
   * run only to merge files, or for a job that ended without results; who gave what was remembered
   * is not known.
   */
  private Optional<JobRecord.AcceptedCode> accepted(JobPlan plan, WriteSession session) {
    Optional<JobRecord.AcceptedCode> before =
        plan.base()
            .record()
            .filter(old -> old.code().equals(planner.codeId()))
            .flatMap(JobRecord::accepted);
    String ran = planner.code().id();
    if (ran.equals(planner.codeId())
        || plan.changed().isEmpty() && plan.vanishing().isEmpty()
        || before.filter(old -> old.code().equals(ran)).isPresent()) {
      return before;
    }
    return Optional.of(new JobRecord.AcceptedCode(ran, write(session)));
  }

  /** What this process runs on. */
  static SortedMap<String, String> environment() {
    SortedMap<String, String> facts = new TreeMap<>();
    for (String name :
        List.of(
            "java.version", "java.vendor", "os.name", "os.version", "os.arch", "file.encoding")) {
      facts.put(name, System.getProperty(name, ""));
    }
    facts.put("stemma.version", LibraryVersion.TEXT);
    facts.put("locale", Locale.getDefault().toLanguageTag());
    facts.put("zone", TimeZone.getDefault().getID());
    return facts;
  }

  private Hash commit(
      JobPlan plan,
      JobRecord record,
      Hash root,
      WriteSession session,
      List<Checkpoints.Finished> rest) {
    AtomicReference<@Nullable Hash> made = new AtomicReference<>();
    archive.commit(
        id,
        "job",
        message(plan),
        (draft, batch) -> {
          check(draft, plan);
          CommitObject commit = object(plan, record, root);
          Hash written = batch.write(Kind.COMMIT, commit.encode());
          draft.setRef(ref, RefTarget.of(written, root, commit.time()));
          made.set(written);
          rest.forEach(each -> batch.absorb(each.session()));
          batch.absorb(session);
        });
    return Objects.requireNonNull(made.get());
  }

  private String message(JobPlan plan) {
    return planner.name() + ": " + plan.toRun().size() + " run, " + plan.reused() + " reused";
  }

  private void check(StateDraft draft, JobPlan plan) {
    Optional<Hash> definition = draft.ref(planner.definitionRef()).flatMap(RefTarget::commit);
    if (!definition.equals(Optional.of(planner.version()))) {
      throw new StemmaException(
          "pipeline "
              + planner.name()
              + (definition.isPresent() ? " was defined anew" : " was deleted")
              + " while this job ran; its datums are kept, so run it again");
    }
    Optional<Hash> head = draft.ref(ref).flatMap(RefTarget::commit);
    if (!head.equals(Optional.of(plan.base().head()))) {
      throw new BranchMovedException();
    }
  }

  /** Results are not older than what they were computed from, whatever the clocks say. */
  private Instant time(JobPlan plan, CommitObject parent) {
    return Stream.concat(
            Stream.of(archive.now(), parent.time()),
            plan.inputs().arrivals().stream().map(InputState.Arrival::since))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private CommitObject object(JobPlan plan, JobRecord record, Hash root) {
    CommitObject parent = archive.object(plan.base().head());
    return new CommitObject(
        parent.repository(),
        root,
        List.of(plan.base().head()),
        archive.author(),
        time(plan, parent),
        message(plan),
        Attributes.NONE,
        new JobCause(archive, planner, plan).operation().orElse(id),
        List.of(),
        Optional.of(record),
        Optional.empty());
  }
}
