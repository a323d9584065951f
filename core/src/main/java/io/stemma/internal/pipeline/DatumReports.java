package io.stemma.internal.pipeline;

import io.stemma.DatumReport;
import io.stemma.DatumState;
import io.stemma.JobProgress;
import io.stemma.internal.format.v1.DatumResult;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** How the datums of a job fare. Safe for use by several threads. */
final class DatumReports {
  /** So many failures are kept as they are; of others, the text. */
  private static final int MANY_FAILURES = 1000;

  private final Map<String, DatumReport> reports = new ConcurrentSkipListMap<>();
  private final AtomicLong failures = new AtomicLong();
  private volatile long datums;

  /** Begins anew, with the datums that are to be run; what was run keeps its report. */
  void plan(JobPlan plan) {
    datums = plan.datums();
    for (JobPlan.Changed datum : plan.changed()) {
      boolean known = datum.remembered().isPresent();
      DatumReport before = reports.get(datum.name());
      if (before == null || !known) {
        put(datum.name(), known ? DatumState.REUSED : DatumState.WAITING);
      }
    }
  }

  private void put(String name, DatumState state) {
    reports.put(name, new DatumReport(name, state, 0, Duration.ZERO, 0, 0, Optional.empty()));
  }

  void running(String name) {
    put(name, DatumState.RUNNING);
  }

  void reused(String name) {
    put(name, DatumState.REUSED);
  }

  void ended(String name, DatumRun.Ended ended) {
    Optional<Throwable> failure = ended.failure();
    if (failure.isPresent() && failures.incrementAndGet() > MANY_FAILURES) {
      failure = Optional.of(new ShortFailureException(String.valueOf(failure.get())));
    }
    List<DatumResult.OutputFile> given =
        ended.result().map(DatumResult::outputs).orElse(List.of()).stream()
            .filter(file -> !file.entry().directory())
            .toList();
    reports.put(
        name,
        new DatumReport(
            name,
            ended.state(),
            ended.tries(),
            Duration.ofNanos(ended.nanos()),
            given.size(),
            given.stream().mapToLong(file -> file.entry().length()).sum(),
            failure));
  }

  /** Nothing runs any more: what was not done will not be. */
  void ended() {
    reports.replaceAll(
        (name, report) ->
            report.state() == DatumState.WAITING || report.state() == DatumState.RUNNING
                ? new DatumReport(
                    name,
                    DatumState.CANCELLED,
                    report.tries(),
                    report.time(),
                    0,
                    0,
                    report.failure())
                : report);
  }

  /** All but those that are as they were. */
  List<DatumReport> reports() {
    return List.copyOf(reports.values());
  }

  JobProgress progress() {
    Map<DatumState, Long> counts =
        reports.values().stream()
            .collect(
                Collectors.groupingBy(
                    DatumReport::state,
                    () -> new EnumMap<>(DatumState.class),
                    Collectors.counting()));
    long own = reports.size() - counts.getOrDefault(DatumState.REUSED, 0L);
    return new JobProgress(
        datums,
        Math.max(0, datums - own),
        counts.getOrDefault(DatumState.FINISHED, 0L),
        counts.getOrDefault(DatumState.RECOVERED, 0L),
        counts.getOrDefault(DatumState.FAILED, 0L),
        counts.getOrDefault(DatumState.RUNNING, 0L));
  }
}
