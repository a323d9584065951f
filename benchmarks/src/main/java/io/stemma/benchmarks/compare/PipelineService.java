package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The bare pipeline: a request is the tree and the file to write. */
final class PipelineService implements Worker.Service {
  @Override
  public void serve(List<String> words) throws IOException, InterruptedException {
    BarePipeline.run(Path.of(words.get(0)), Path.of(words.get(1)));
  }
}
