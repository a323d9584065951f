package io.stemma.internal.replay;

import io.stemma.Derivation;
import io.stemma.Explanation;
import io.stemma.Replay;
import io.stemma.Trust;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.code.CodeComparison;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.pipeline.LoadedCode;
import io.stemma.internal.pipeline.PipelineArchive;
import io.stemma.internal.pipeline.RecordedInputs;
import io.stemma.internal.pipeline.RecordedJob;
import io.stemma.internal.table.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Why two stored results differ. Looks it up as it is asked. */
public final class StoredExplanation implements Explanation {

  /** Runs something in a copy of the archive, which can be written. */
  public interface Scratch {
    /** Runs it. */
    <T> T use(Function<PipelineArchive, T> work);
  }

  private final PipelineArchive archive;
  private final Scratch scratch;
  private final Derivation older;
  private final Derivation newer;

  /** Two versions of results of an archive. */
  public StoredExplanation(
      PipelineArchive archive, Scratch scratch, Derivation older, Derivation newer) {
    this.archive = archive;
    this.scratch = scratch;
    this.older = checked(older);
    this.newer = checked(newer);
  }

  private static Derivation checked(Derivation derivation) {
    if (derivation.computation().isEmpty()) {
      throw new IllegalArgumentException(
          derivation.repository()
              + "@"
              + derivation.commit().abbreviated()
              + ":"
              + derivation.path()
              + " was computed by no job; what changed it is in its history");
    }
    return derivation;
  }

  @Override
  public Derivation older() {
    return older;
  }

  @Override
  public Derivation newer() {
    return newer;
  }

  private static List<String> datums(Derivation derivation) {
    return derivation.computation().orElseThrow().datums();
  }

  private boolean isMerged() {
    return datums(older).size() > 1 || datums(newer).size() > 1;
  }

  @Override
  public List<Factor> factors() {
    try (RecordedJob then = RecordedJob.of(archive, older);
        RecordedJob now = RecordedJob.of(archive, newer)) {
      List<Factor> factors = new ArrayList<>();
      if (isMerged()) {
        datums(then, now).ifPresent(factors::add);
      } else {
        RecordedInputs.between(
                then, then.datum(datums(older).get(0)), now, now.datum(datums(newer).get(0)))
            .forEach(each -> factors.add(new Factor(Kind.INPUT, each.input(), each.details())));
      }
      if (!then.parameters().equals(now.parameters())) {
        factors.add(
            new Factor(
                Kind.PARAMETERS,
                "parameters",
                List.of(now.parameters() + " against " + then.parameters())));
      }
      code(then, now).ifPresent(factors::add);
      List<String> facts = now.otherEnvironment(then);
      if (!facts.isEmpty()) {
        factors.add(new Factor(Kind.ENVIRONMENT, "environment", facts));
      }
      return archive.printed("what differs", factors);
    }
  }

  private Optional<Factor> datums(RecordedJob then, RecordedJob now) {
    TreeSet<String> all = new TreeSet<>(datums(older));
    all.addAll(datums(newer));
    List<String> details = new ArrayList<>();
    for (String name : all) {
      if (!datums(older).contains(name)) {
        details.add("datum " + name + " is new");
      } else if (!datums(newer).contains(name)) {
        details.add("datum " + name + " is gone");
      } else if (!then.datum(name).result().key().equals(now.datum(name).result().key())) {
        details.add("datum " + name + " was computed anew");
      }
    }
    return details.isEmpty()
        ? Optional.empty()
        : Optional.of(new Factor(Kind.DATUMS, "datums", details));
  }

  private static Optional<Factor> code(RecordedJob then, RecordedJob now) {
    if (then.record().code().equals(now.record().code())) {
      return Optional.empty();
    }
    List<String> details = new ArrayList<>();
    if (then.record().bundle().isEmpty() || now.record().bundle().isEmpty()) {
      details.add("what differs is not known, as the code was not kept");
    } else {
      CodeComparison.between(then.bundle(), now.bundle()).forEach(each -> details.add(line(each)));
    }
    return Optional.of(new Factor(Kind.CODE, "code", details));
  }

  private static String line(CodeComparison.Difference each) {
    String what = !each.before() ? " is new" : !each.after() ? " is gone" : " has changed";
    return each.name()
        + what
        + (each.members().isEmpty() ? "" : " in " + String.join(", ", each.members()));
  }

  @Override
  public List<Effect> effects(Trust trust) {
    Objects.requireNonNull(trust, "trust");
    if (isMerged()) {
      throw new UnsupportedOperationException(
          newer.path()
              + " was merged of what several datums gave; ask for the effects on files of one");
    }
    List<Factor> factors = factors();
    List<Effect> effects = scratch.use(copy -> effects(copy, factors));
    return archive.printed("what each factor changes alone", effects);
  }

  private List<Effect> effects(PipelineArchive copy, List<Factor> factors) {
    try (RecordedJob then = RecordedJob.of(copy, older);
        RecordedJob now = RecordedJob.of(copy, newer)) {
      RecordedJob.RecordedDatum was = then.datum(datums(older).get(0));
      RecordedJob.RecordedDatum is = now.datum(datums(newer).get(0));
      LoadedCode code = then.code();
      List<Effect> effects = new ArrayList<>();
      for (Factor factor : factors) {
        try {
          Optional<RecordedJob.Rerun> rerun =
              switch (factor.kind()) {
                case INPUT -> Optional.of(then.run(was, code, factor.name(), now, is));
                case PARAMETERS -> Optional.of(then.run(was, code.with(now.parameters())));
                case CODE -> Optional.of(then.run(was, now.code().with(then.parameters())));
                case DATUMS, ENVIRONMENT -> Optional.empty(); // They cannot be exchanged.
              };
          rerun.ifPresent(gave -> effects.add(effect(copy, factor, was, gave)));
        } catch (IllegalArgumentException e) { // The code does not take these parameters.
          effects.add(
              new Effect(factor, true, "cannot be run: " + e.getMessage(), Optional.empty()));
        }
      }
      return effects;
    }
  }

  private Effect effect(
      PipelineArchive copy, Factor factor, RecordedJob.RecordedDatum was, RecordedJob.Rerun rerun) {
    try {
      if (rerun.failure().isPresent()) {
        String how = "the datum fails: " + rerun.failure().get();
        return new Effect(factor, true, how, Optional.empty());
      }
      List<Replay.Difference> differences =
          new FileComparison(copy, was.name(), rerun.session().orElseThrow())
              .compare(only(was.result().outputs(), older), only(rerun.outputs(), older));
      return differences.stream()
          .findFirst()
          .map(each -> new Effect(factor, true, each.reason(), each.numbers()))
          .orElseGet(() -> new Effect(factor, false, "", Optional.empty()));
    } finally {
      rerun.session().ifPresent(WriteSession::discard);
    }
  }

  private static SortedMap<String, FileEntry> only(
      List<DatumResult.OutputFile> files, Derivation file) {
    SortedMap<String, FileEntry> all = FileComparison.byPath(files);
    all.keySet().retainAll(List.of(TreePath.of(file.path()).text()));
    return all;
  }

  private Outline outline() {
    String newest = newer.repository() + "@" + newer.commit().abbreviated() + ":" + newer.path();
    Outline outline = Outline.of(newest + " against " + older.commit().abbreviated());
    List<Factor> factors = factors();
    factors.forEach(each -> outline.line(each.toString()));
    return factors.isEmpty() ? outline.line("computed alike") : outline;
  }

  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
