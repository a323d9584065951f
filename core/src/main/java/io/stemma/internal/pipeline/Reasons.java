package io.stemma.internal.pipeline;

import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.datum.Item;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says why datums would be run, or vanish. */
final class Reasons {
  /** For so many datums it is looked up what changed; to say it of all would take long. */
  private static final int LOOKED_UP = 100;

  private final PipelineArchive archive;
  private final Planner planner;
  private final JobPlan plan;
  private final DatumInputs inputs;
  private final Optional<InputState> before;
  private final Selected selected;
  private int lookedUp;

  Reasons(PipelineArchive archive, Planner planner, JobPlan plan) {
    this.archive = archive;
    this.planner = planner;
    this.plan = plan;
    this.inputs = DatumInputs.of(planner.definition().input());
    this.before =
        plan.base()
            .record()
            .filter(record -> definition(record).input().equals(planner.definition().input()))
            .map(record -> InputState.of(archive, inputs.selections(), record.inputs()));
    this.selected = new Selected(inputs, before, plan.inputs());
  }

  private Definition definition(JobRecord record) {
    return Definition.of(archive, record.definition());
  }

  /** Why a datum would be run. */
  String of(JobPlan.Changed datum) {
    Optional<JobRecord> record = plan.base().record();
    if (!datum.spec().problems().isEmpty()) {
      return "cannot be run: " + String.join("; ", datum.spec().problems());
    } else if (datum.before().isEmpty() || record.isEmpty()) {
      return arrival(datum.spec());
    } else if (datum.before().get().state() != DatumTable.State.RESULT) {
      return "failed before";
    } else if (planner.definition().options().everyJob()) {
      return "runs in every job";
    } else if (!record.get().code().equals(planner.codeId())) {
      return "the code changed";
    }
    String parameters = definition(record.get()).parameters();
    if (!parameters.equals(planner.code().parameters())) {
      return "the parameters changed, from " + parameters;
    }
    return lookedUp++ < LOOKED_UP
        ? changes(datum, datum.before().get().key(), record.get())
        : "the inputs changed";
  }

  /** Why there is a datum that was not there before. */
  private String arrival(DatumSpec spec) {
    List<Item> items = spec.slots().stream().flatMap(slot -> slot.items().stream()).toList();
    if (!selected.isAsked()
        || lookedUp++ >= LOOKED_UP
        || items.stream().noneMatch(item -> selected.matches(item).isPresent())) {
      return "new";
    }
    return items.stream()
        .filter(item -> !selected.isKnown(item) || selected.matches(item).isPresent())
        .map(this::arrival)
        .collect(Collectors.joining(", "));
  }

  private String arrival(Item item) {
    return selected
        .matches(item)
        .orElseGet(() -> Selected.shown(item.selection(), item.path()) + " is new");
  }

  /** Why a datum would vanish. */
  String of(JobPlan.Gone gone) {
    if (!selected.isAsked() || lookedUp++ >= LOOKED_UP) {
      return "gone";
    }
    List<String> departures = new ArrayList<>();
    paths(gone)
        .forEach(
            (input, paths) ->
                paths.forEach(
                    path -> selected.matchesNoLonger(input, path).ifPresent(departures::add)));
    return departures.isEmpty() ? "gone" : String.join(", ", departures);
  }

  /** What a datum had that is gone, by the names of the inputs; nothing if that is not known. */
  private Map<String, List<TreePath>> paths(JobPlan.Gone gone) {
    Map<String, List<TreePath>> paths = new LinkedHashMap<>();
    if (gone.row().state() == DatumTable.State.RESULT) {
      Results.get(archive, gone.row().key())
          .inputs()
          .forEach(
              input ->
                  paths
                      .computeIfAbsent(input.name(), name -> new ArrayList<>())
                      .addAll(
                          input.paths().stream().map(path -> TreePath.of("/" + path)).toList()));
    } else if (inputs.canFind()) {
      for (Slot slot : slots(gone.name())) {
        paths.put(slot.input(), slot.items().stream().map(Item::path).toList());
      }
    }
    return paths;
  }

  private List<Slot> slots(String datum) {
    return before.flatMap(state -> inputs.at(state).named(datum)).stream()
        .flatMap(spec -> spec.slots().stream())
        .toList();
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
          changes.add(arrival(item));
        } else if (!slot.reference()) {
          change(item, record).ifPresent(changes::add);
        }
      }
      before.forEach(path -> changes.add(departure(slot.input(), path)));
    }
    return changes.isEmpty() ? "the inputs changed" : String.join(", ", changes);
  }

  private String departure(String input, String path) {
    return selected
        .matchesNoLonger(input, TreePath.of("/" + path))
        .orElseGet(() -> input + ":/" + path + " is gone");
  }

  private Optional<String> change(Item item, JobRecord record) {
    int number = plan.inputs().number(item.selection());
    if (number >= record.inputs().size()) {
      return Optional.empty();
    }
    FileTree before = new FileTree(archive.chunks(), record.inputs().get(number).root());
    Iterator<PathChange> changes = before.diff(plan.inputs().tree(item.selection()), item.path());
    return changes.hasNext()
        ? Optional.of(Selected.shown(item.selection(), changes.next().path()) + " changed")
        : Optional.empty();
  }
}
