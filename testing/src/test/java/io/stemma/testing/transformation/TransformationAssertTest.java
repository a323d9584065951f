package io.stemma.testing.transformation;

import static io.stemma.testing.transformation.TransformationAssert.assertTransformation;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.Output;
import io.stemma.Transformation;
import io.stemma.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StemmaExtension.class)
class TransformationAssertTest {
  private final TestDatum shot = TestDatum.of("/1").file("in", "17");

  /** Puts a number behind words, in the order of a list. */
  record Ordered(String word) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      List<String> words =
          List.of(word, "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel");
      out.write("words", String.join(" ", words) + Files.readString(in.path("in")));
    }
  }

  /** The same, in the order of a set; the hashes of its words are no neighbours. */
  record Unordered(String word) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Set<String> words =
          Set.of(word, "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel");
      out.write("words", String.join(" ", words) + Files.readString(in.path("in")));
    }
  }

  /** A signal of the number, scaled. */
  record Scaled(double factor) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      double number = Double.parseDouble(Files.readString(in.path()));
      Signal.float64(0, 1, number * factor, -number * factor).write(out.path("signal"));
    }
  }

  @Test
  void theOrderOfAListIsTheSameInEveryJvm() throws IOException {
    assertTransformation(new Ordered("a")).on(shot).isDeterministicInFreshJvms(2);
  }

  @Test
  void theOrderOfASetIsNot() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> assertTransformation(new Unordered("a")).on(shot).isDeterministicInFreshJvms(3))
        .withMessageContaining("gives something else in JVM")
        .withMessageContaining("/1/words");
  }

  @Test
  void atLeastOneJvmIsStarted() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> assertTransformation(new Ordered("a")).on(shot).isDeterministicInFreshJvms(0));
  }

  @Test
  void resultsAreReproducedUpToTheirLastDigits(Archive archive) {
    archive.createRepository("in").main().commit("a number", tx -> tx.write("/1", "3.7"));
    Commit golden =
        archive.definePipeline("out", new Scaled(1.1), Input.each("in", "/*")).run().commit();
    assertTransformation(new Scaled(1.1)).reproduces(golden).identically();
    assertTransformation(new Scaled(Math.nextUp(1.1))).reproduces(golden).withinUlps(2);
    assertTransformation(new Scaled(1.1001)).reproduces(golden).within(0, 1e-3);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertTransformation(new Scaled(1.1001)).reproduces(golden).withinUlps(1))
        .withMessageContaining("Scaled[factor=1.1001] does not reproduce")
        .withMessageContaining("/1/signal  2 of 2 samples differ");
  }
}
