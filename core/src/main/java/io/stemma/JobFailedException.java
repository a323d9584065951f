package io.stemma;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A job did not succeed; the branch of its results is where it was. */
public final class JobFailedException extends StemmaException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 5;
  private static final int SUPPRESSED = 100;

  @SuppressWarnings("serial") // exceptions are thrown, not sent
  private final transient Job job;

  /**
   * Creates the exception, with the first failure as its cause and up to a hundred others
   * suppressed.
   *
   * @param job what failed
   */
  public JobFailedException(Job job) {
    super(message(Objects.requireNonNull(job, "job")));
    this.job = job;
    job.failure().ifPresent(this::add);
    job.failures().stream()
        .limit(SUPPRESSED)
        .forEach(report -> report.failure().ifPresent(this::add));
  }

  private void add(Throwable failure) {
    if (getCause() == null) {
      initCause(failure);
    } else {
      addSuppressed(failure);
    }
  }

  private static String message(Job job) {
    List<DatumReport> failures = job.failures();
    String text = "job " + job.id() + " of pipeline " + job.pipeline().pipeline() + " ";
    if (job.failure().isPresent()) {
      return text + "failed: " + job.failure().get().getMessage();
    } else if (failures.isEmpty()) {
      return text + (job.state() == JobState.CANCELLED ? "was cancelled" : "failed");
    }
    String named =
        failures.stream()
            .limit(SHOWN)
            .map(each -> each.name() + ": " + each.failure().map(String::valueOf).orElse("failed"))
            .collect(Collectors.joining("; "));
    String more = failures.size() > SHOWN ? "; and " + (failures.size() - SHOWN) + " more" : "";
    return text + "failed at " + Sizes.count(failures.size(), "datum") + ": " + named + more;
  }

  /**
   * What failed.
   *
   * @return the job
   */
  public Job job() {
    return job;
  }
}
