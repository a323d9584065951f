package io.stemma.internal.pipeline;

import io.stemma.DatumState;
import io.stemma.StemmaException;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.output.DatumOutput;
import io.stemma.internal.output.OutputFile;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one datum: tries it as often as its pipeline says, and writes down what it gave. */
final class DatumRun {
  private final PipelineArchive archive;
  private final Code code;
  private final InputState inputs;
  private final JobPlan.Changed datum;

  DatumRun(PipelineArchive archive, Code code, InputState inputs, JobPlan.Changed datum) {
    this.archive = archive;
    this.code = code;
    this.inputs = inputs;
    this.datum = datum;
  }

  /**
   * What became of a datum.
   *
   * @param state finished, recovered, failed or cancelled
   * @param tries how often it was tried
   * @param nanos how long the last try took
   * @param failure why it failed
   * @param result what it gave
   * @param session what it wrote, to be committed
   */
  record Ended(
      DatumState state,
      int tries,
      long nanos,
      Optional<Throwable> failure,
      Optional<DatumResult> result,
      Optional<WriteSession> session) {

    /** The end of a datum that has no result. */
    static Ended without(DatumState state, int tries, long nanos, Throwable failure) {
      return new Ended(
          state, tries, nanos, Optional.of(failure), Optional.empty(), Optional.empty());
    }
  }

  /** Tries the datum. An interrupt of the thread ends it as cancelled. */
  Ended run(int tries, Tries runner) {
    if (!datum.spec().problems().isEmpty()) {
      String problems = String.join("; ", datum.spec().problems());
      return Ended.without(
          DatumState.FAILED, 0, 0, new StemmaException("datum " + datum.name() + ": " + problems));
    }
    for (int number = 1; ; number++) {
      long begun = System.nanoTime();
      int count = number;
      try {
        return runner.run(() -> once(count, begun), DatumRun::drop);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Ended.without(DatumState.CANCELLED, number, System.nanoTime() - begun, e);
      } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
        long nanos = System.nanoTime() - begun;
        if (Thread.currentThread().isInterrupted()) {
          return Ended.without(DatumState.CANCELLED, number, nanos, e);
        } else if (number >= tries) {
          return recovered(number, nanos, e, runner);
        }
      }
    }
  }

  private Ended recovered(int tries, long nanos, Throwable failure, Tries runner) {
    if (failure instanceof Exception exception) {
      try {
        if (runner.run(() -> recovers(exception), late -> {})) {
          return Ended.without(DatumState.RECOVERED, tries, nanos, failure);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        if (e != failure) {
          failure.addSuppressed(e);
        }
      }
    }
    return Ended.without(DatumState.FAILED, tries, nanos, failure);
  }

  private boolean recovers(Exception failure) {
    try (DatumView view = view()) {
      return code.transformation().recovers(view, failure);
    }
  }

  /** Removes what a try wrote that nobody waits for any more. */
  private static void drop(Ended late) {
    late.session().ifPresent(WriteSession::discard);
  }

  private DatumView view() {
    return new DatumView(archive, datum.spec(), inputs, datum.seen().key());
  }

  private Ended once(int tries, long begun) throws Exception {
    WriteSession session = archive.session();
    boolean done = false;
    try (DatumView view = view()) {
      DatumOutput output =
          new DatumOutput(TreePath.of(datum.name()), session, view::place, view::scratch);
      List<OutputFile> files;
      try {
        code.transformation().apply(view, output);
        files = output.finish();
      } finally {
        output.drop();
      }
      long nanos = System.nanoTime() - begun;
      DatumResult result = result(view, files, tries, nanos);
      session.writeNew(Kind.DATUM_RESULT, result.key(), result.encode());
      session.prepare();
      done = true;
      return new Ended(
          DatumState.FINISHED,
          tries,
          nanos,
          Optional.empty(),
          Optional.of(result),
          Optional.of(session));
    } finally {
      if (!done) {
        session.discard();
      }
    }
  }

  private DatumResult result(DatumView view, List<OutputFile> files, int tries, long nanos) {
    List<DatumResult.InputPaths> paths = new ArrayList<>();
    for (Slot slot : datum.spec().slots()) {
      if (!slot.items().isEmpty()) {
        List<String> given = new ArrayList<>(slot.items().size());
        slot.items().forEach(item -> given.add(item.path().text()));
        int selection = inputs.number(slot.items().get(0).selection());
        paths.add(new DatumResult.InputPaths(slot.input(), selection, given, view.opened(slot)));
      }
    }
    List<DatumResult.OutputFile> outputs = new ArrayList<>(files.size());
    files.forEach(
        file -> outputs.add(new DatumResult.OutputFile(file.path().text(), file.entry())));
    return new DatumResult(
        datum.seen().key(),
        datum.name(),
        paths,
        outputs,
        tries,
        nanos,
        archive.now().toEpochMilli());
  }
}
