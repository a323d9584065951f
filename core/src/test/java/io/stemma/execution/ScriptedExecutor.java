package io.stemma.execution;

import java.util.List;
import java.util.function.Consumer;

/** An executor that does what a test says, with as many datums as there are. */
final class ScriptedExecutor implements Executor {
  /** What is done with tasks. */
  interface Script {
    void run(List<DatumTask> tasks, Consumer<DatumOutcome> outcomes) throws InterruptedException;
  }

  private final int batch;
  private final Script script;

  ScriptedExecutor(int batch, Script script) {
    this.batch = batch;
    this.script = script;
  }

  @Override
  public int parallelism() {
    return 1;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public void run(List<DatumTask> tasks, Consumer<DatumOutcome> outcomes)
      throws InterruptedException {
    script.run(tasks, outcomes);
  }

  @Override
  public void close() {
    // It has nothing.
  }
}
