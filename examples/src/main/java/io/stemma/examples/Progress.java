package io.stemma.examples;

import io.stemma.ImportProgress;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** A bar on a terminal; nothing elsewhere. */
final class Progress implements AutoCloseable {
  private static final long MIB = 1 << 20;

  private final Optional<ProgressBar> bar;

  @SuppressWarnings("SystemConsoleNull") // Java 17 has no isTerminal()
  Progress(String task) {
    boolean terminal = System.console() != null;
    bar = !terminal ? Optional.empty() : Optional.of(new ProgressBar(task, 1));
  }

  void show(ImportProgress progress) {
    bar.ifPresent(
        b -> {
          b.maxHint(Math.max(1, progress.bytesFound() / MIB));
          b.stepTo(progress.bytes() / MIB);
        });
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
