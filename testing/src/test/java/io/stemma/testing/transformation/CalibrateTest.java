package io.stemma.testing.transformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.Datum;
import io.stemma.NotFoundException;
import io.stemma.Output;
import io.stemma.Transformation;
import io.stemma.signal.Signal;
import io.stemma.signal.Signal2D;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of calibration code, as a user writes them. */
@ExtendWith(StemmaExtension.class)
class CalibrateTest {
  /** Multiplies a channel by its gain. */
  record Calibrate(String channel) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      double gain = Double.parseDouble(Files.readString(in.path("cal")).strip());
      Signal.read(in.path("shot").resolve(channel + ".i16"))
          .times(gain)
          .write(out.path(channel + ".f64"));
      out.attribute(channel + ".f64", "gain", gain);
    }
  }

  private final TestDatum shot =
      TestDatum.of("/18040")
          .signal("shot", "te.i16", Signal.int16(0, 1e-6, 100, 200, -300))
          .file("cal", "1.02");

  @Test
  void scalesEverySample() throws IOException {
    TestRun out = TestRun.of(new Calibrate("te"), shot);
    assertThat(out.signal("te.f64").values()).containsExactly(102, 204, -306);
    assertThat(out.files()).containsExactly("/18040/te.f64");
    assertThat(out.attributes("te.f64").number("gain")).hasValue(1.02);
  }

  /** Leaves the first row of a camera out. */
  record Trim() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Signal2D camera = Signal2D.read(in.path("shot").resolve("camera"));
      camera.slice(1, camera.rows()).write(out.path("camera"));
    }
  }

  @Test
  void signalsMayHaveTwoDimensions() throws IOException {
    Signal2D camera = Signal2D.of(Signal.int16(0, 1, 1, 2, 3, 4), 2);
    TestDatum datum = TestDatum.of("/18040").signal("shot", "camera", camera);
    assertThat(TestRun.of(new Trim(), datum).signal2D("camera")).isEqualTo(camera.slice(1, 2));
  }

  @Test
  void namesTheMissingChannel() {
    assertThatThrownBy(() -> TestRun.of(new Calibrate("ne"), shot))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/18040/ne.i16");
  }

  @Test
  void namesWhatWasNotWritten() throws IOException {
    TestRun out = TestRun.of(new Calibrate("te"), shot);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> out.bytes("ne.f64"))
        .withMessage("the transformation wrote no /18040/ne.f64, only [/18040/te.f64]");
  }

  @Test
  void letsUncheckedExceptionsThrough() {
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(
            () ->
                TestRun.of(
                    new Calibrate("te"),
                    TestDatum.of("/1")
                        .signal("shot", "te.i16", Signal.int16(0, 1, 1))
                        .file("cal", "x")));
  }

  /** Tells what it is given. */
  record Tell() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("told", in.name() + in.captures() + in.attributes("shot"));
    }
  }

  @Test
  void givesCapturesAndAttributes() throws IOException {
    TestDatum datum =
        TestDatum.of("/2024/18040")
            .file("shot", "a", "1")
            .attribute("shot", "gas", "D2")
            .capture("shot", "18040");
    assertThat(TestRun.of(new Tell(), datum).text("told"))
        .isEqualTo("/2024/18040{shot=18040}{gas=D2}");
  }

  @Test
  void refusesACaptureThatIsNotInTheName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shot.capture("run", "7"))
        .withMessage("the capture run is 7, which is no part of /18040");
  }

  @Test
  void givesAFreshArchive(Archive archive) {
    assertThat(archive.repositories()).isEmpty();
    archive.createRepository("shots");
  }

  @Test
  void givesAnotherFreshArchive(Archive archive) {
    assertThat(archive.repositories()).isEmpty();
    archive.createRepository("shots");
  }
}
