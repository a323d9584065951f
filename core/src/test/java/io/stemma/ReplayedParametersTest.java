package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stored code takes the parameters that it was defined with, whatever their classes are. */
class ReplayedParametersTest {
  private static final String IMPORTS =
      "import io.stemma.*; import java.util.*; import com.fasterxml.jackson.annotation.*;\n";

  @TempDir Path directory;

  private static void replays(Transformation code) {
    try (Archive archive = Archive.inMemory()) {
      archive.createRepository("shots").main().commit("one", tx -> tx.write("/1", "3"));
      Replay replay =
          archive
              .definePipeline("out", code, Input.each("shots", "/{shot}"))
              .run()
              .commit()
              .replay(Trust.RECORDED_CODE);
      assertThat(replay.differences()).isEmpty();
      assertThat(replay.files()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
     @JsonProperty("the-name") String name | "n"
     P.Inner inner, List<P.Inner> list | new P.Inner(1, 2), List.of(new P.Inner(3, 4))
     Map<String, P.Way> ways, P.Way way, Set<P.Way> set | Map.of("k", P.Way.DOWN), P.Way.UP, Set.of(P.Way.DOWN)
     P.Shape shape | new P.Sq(4)
     P.Lid lid | new P.Cap(4)
     List<P.Shape> shapes, int[]... none | List.of(new P.Ci(1))
     """)
  void jackson(String components, String values) throws Exception {
    String source =
        "package lab;\n"
            + IMPORTS
            + "public record P("
            + components.replace(", int[]... none", "")
            + ") implements Transformation { public static P of() { return new P("
            + values
            + "); }"
            + """
         public record Inner(double x, @JsonProperty("yy") int y) {}
         public enum Way { @JsonProperty("up") UP, DOWN { } }
         @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
         @JsonSubTypes({@JsonSubTypes.Type(value = Sq.class, name = "sq"), @JsonSubTypes.Type(value = Ci.class, name = "ci")})
         public interface Shape {}
         public record Sq(int a) implements Shape {}
         public record Ci(int r) implements Shape {}
         @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(Cap.class))
         public sealed interface Lid permits Cap {}
         public record Cap(int a) implements Lid {}
         public void apply(Datum in, Output out) throws Exception { out.write("f", toString()); }
       }
       """;
    CompiledCode code = CompiledCode.ofFiles(directory, Map.of("lab/P.java", source));
    replays((Transformation) code.load("lab.P").getMethod("of").invoke(null));
  }
}
