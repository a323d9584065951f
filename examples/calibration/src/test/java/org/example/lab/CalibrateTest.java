package org.example.lab;

import static io.stemma.testing.transformation.TransformationAssert.assertTransformation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Input;
import io.stemma.Pipeline;
import io.stemma.signal.Signal;
import io.stemma.testing.transformation.Golden;
import io.stemma.testing.transformation.StemmaExtension;
import io.stemma.testing.transformation.StemmaExtension.InDirectory;
import io.stemma.testing.transformation.TestDatum;
import io.stemma.testing.transformation.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StemmaExtension.class)
class CalibrateTest {
  private final TestDatum shot =
      TestDatum.of("/18040")
          .signal("shot", "te.i16", Signal.int16(0, 1e-6, 100, 200, -300))
          .file("cal", "1.02");

  @Test
  void scalesEverySample() throws IOException {
    TestRun out = TestRun.of(new Calibrate("te"), shot);
    assertThat(out.signal("te.f64").values()).containsExactly(102, 204, -306);
  }

  @Test
  void namesTheMissingChannel() {
    assertThatThrownBy(() -> TestRun.of(new Calibrate("ne"), shot))
        .hasMessageContaining("/18040/ne.i16");
  }

  @Test
  void givesTheSameInFreshJvms() throws IOException {
    assertTransformation(new Calibrate("te")).on(shot).isDeterministicInFreshJvms(2);
  }

  @Test
  void reproducesTheGoldenCommit(@Golden("te-2024A") Commit golden) {
    assertTransformation(new Calibrate("te")).on(shot).reproduces(golden).withinUlps(1);
  }

  private static byte[] bytes(Signal signal) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (WritableByteChannel channel = Channels.newChannel(bytes)) {
      signal.write(channel);
    }
    return bytes.toByteArray();
  }

  @Test
  void runsOnlyWhatACorrectedGainAffects(@InDirectory Archive archive) throws IOException {
    byte[] samples = bytes(Signal.int16(0, 1e-6, 100));
    Branch shots = archive.createRepository("shots").main();
    Branch cals = archive.createRepository("calibrations").main();
    shots.commit(
        "two shots",
        tx ->
            tx.write("/18031/te.i16", samples)
                .write("/18032/te.i16", samples));
    cals.commit(
        "2024A",
        tx ->
            tx.write("/te/a", "1.00")
                .validity("/te/a", 18000, 18031)
                .write("/te/b", "1.02")
                .validity("/te/b", 18032, 18063));
    Pipeline te =
        archive.definePipeline(
            "te",
            new Calibrate("te"),
            Input.each("shots", "/{shot}")
                .as("shot")
                .valid("calibrations", "/te/*", "shot")
                .as("cal"));
    te.run();
    cals.commit("recalibrated", tx -> tx.write("/te/b", "1.03"));
    assertThat(te.plan().run()).singleElement().asString().startsWith("/18032 ");
    Commit after = te.run().commit();
    assertThat(after.files()).isEqualTo(2);
  }
}
