package io.stemma.internal.pipeline;

import io.stemma.DatumReport;
import io.stemma.DatumState;
import io.stemma.internal.table.PrintedList;
import java.util.List;
import java.util.Locale;

/** How datums fared, as a table. */
final class PrintedReports {
  private static final List<String> COLUMNS =
      List.of("datum", "state", "tries>", "ms>", "files>", "bytes>", "failure");

  private PrintedReports() {}

  static List<DatumReport> of(String title, List<DatumReport> reports) {
    return new PrintedList<>(
        reports,
        title,
        COLUMNS,
        each ->
            List.of(
                each.name(),
                each.state().toString(),
                "" + each.tries(),
                "" + each.time().toMillis(),
                String.format(Locale.ROOT, "%,d", each.files()),
                String.format(Locale.ROOT, "%,d", each.bytes()),
                each.failure().map(String::valueOf).orElse("")));
  }

  static List<DatumReport> failures(List<DatumReport> reports) {
    return of(
        "failures", reports.stream().filter(each -> each.state() == DatumState.FAILED).toList());
  }
}
