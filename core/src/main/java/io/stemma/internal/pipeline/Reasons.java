package io.stemma.internal.pipeline;

import io.stemma.Input;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.datum.Item;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Says why datums would be run. */
final class Reasons {
  /** For so many datums it is looked up what changed; to say it of all would take long. */
  private static final int LOOKED_UP = 100;

  private final PipelineArchive archive;
  private final Planner planner;
  private final JobPlan plan;
  private int lookedUp;

  Reasons(PipelineArchive archive, Planner planner, JobPlan plan) {
    this.archive = archive;
    this.planner = planner;
    this.plan = plan;
  }

  /** Why a datum would be run. */
  String of(JobPlan.Changed datum) {
    Optional<JobRecord> record = plan.base().record();
    if (!datum.spec().problems().isEmpty()) {
      return "cannot be run: " + String.join("; ", datum.spec().problems());
    } else if (datum.before().isEmpty() || record.isEmpty()) {
      return "new";
    } else if (datum.before().get().state() != DatumTable.State.RESULT) {
      return "failed before";
    } else if (planner.definition().options().everyJob()) {
      return "runs in every job";
    } else if (!record.get().code().equals(planner.codeId())) {
      return "the code changed";
    }
    Definition before = Definition.of(archive, record.get().definition());
    if (!before.parameters().equals(planner.code().parameters())) {
      return "the parameters changed, from " + before.parameters();
    }
    return lookedUp++ < LOOKED_UP
        ? changes(datum, datum.before().get().key(), record.get())
        : "the inputs changed";
  }

  private String changes(JobPlan.Changed datum, Hash key, JobRecord record) {
    DatumResult old = Results.get(archive, key);
    List<String> changes = new ArrayList<>();
    for (Slot slot : datum.spec().slots()) {
      TreeSet<String> before = new TreeSet<>();
      old.inputs().stream()
          .filter(input -> input.name().equals(slot.input()))
          .forEach(input -> before.addAll(input.paths()));
      for (Item item : slot.items()) {
        String path = item.path().text();
        if (!before.remove(path)) {
          changes.add(shown(item.selection(), item.path()) + " is new");
        } else if (!slot.reference()) {
          change(item, record).ifPresent(changes::add);
        }
      }
      before.forEach(path -> changes.add(slot.input() + ":/" + path + " is gone"));
    }
    return changes.isEmpty() ? "the inputs changed" : String.join(", ", changes);
  }

  private Optional<String> change(Item item, JobRecord record) {
    int number = plan.inputs().number(item.selection());
    if (number >= record.inputs().size()) {
      return Optional.empty();
    }
    FileTree before = new FileTree(archive.chunks(), record.inputs().get(number).root());
    Iterator<PathChange> changes = before.diff(plan.inputs().tree(item.selection()), item.path());
    return changes.hasNext()
        ? Optional.of(shown(item.selection(), changes.next().path()) + " changed")
        : Optional.empty();
  }

  private static String shown(Input.Selection selection, TreePath path) {
    return selection.repository() + ":" + path;
  }
}
