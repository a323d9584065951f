package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.display.NotebookKernel;
import io.stemma.plot.Plot;
import io.stemma.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.Test;

/** What JJava shows of values of Stemma, by its own renderer. */
class NotebookKernelTest {

  /** As much of a kernel as renders values: it is connected to nothing. */
  private static final class Kernel extends BaseKernel implements AutoCloseable {
    Kernel() {
      super(
          "test",
          "1",
          new LanguageInfo.Builder("java").build(),
          List.of(),
          null,
          new JupyterIO(StandardCharsets.UTF_8),
          new CommManager(),
          new Renderer(),
          null,
          null,
          false,
          new StringStyler.Builder().build());
      installNotebookKernel();
    }

    @Override
    public Object evalRaw(String expression) {
      throw new UnsupportedOperationException("nothing is evaluated here");
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
      throw new UnsupportedOperationException("nothing is evaluated here");
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
      throw new UnsupportedOperationException("nothing is evaluated here");
    }

    @Override
    public String isComplete(String code) {
      return IS_COMPLETE_YES;
    }

    @Override
    public void close() {
      uninstallNotebookKernel();
    }
  }

  @Test
  void showsHtmlBesideText() {
    try (Kernel kernel = new Kernel();
        Archive archive = Archive.inMemory()) {
      Commit commit =
          archive.createRepository("shots").main().commit("<b>", tx -> tx.write("/a", "1"));
      assertThat(kernel.getRenderer().render(commit).hasDataForType(MIMEType.TEXT_HTML)).isFalse();
      assertThat(NotebookKernel.showHtml()).isTrue();
      DisplayData shown = kernel.getRenderer().render(commit);
      assertThat(shown.getData(MIMEType.TEXT_HTML)).isEqualTo(commit.html());
      assertThat(shown.getData(MIMEType.TEXT_PLAIN)).isEqualTo(commit.toString());
      DisplayData list = kernel.getRenderer().render(commit.list("/"));
      assertThat(list.getData(MIMEType.TEXT_HTML).toString()).contains("<table", ">a</td>");
      Plot plot = Plot.of(Signal.int16(0, 1, 1, 2, 3));
      assertThat(kernel.getRenderer().render(plot).getData(MIMEType.TEXT_HTML).toString())
          .contains("<svg");
      assertThat(kernel.getRenderer().render(List.of(1)).hasDataForType(MIMEType.TEXT_HTML))
          .as("what is not of Stemma")
          .isFalse();
    }
  }

  @Test
  void doesNothingWhereThereIsNoKernel() {
    assertThat(NotebookKernel.showHtml()).isFalse();
  }
}
