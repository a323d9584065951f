package io.stemma.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever programs do to static fields: what replayed code computes is what the original code did,
 * or the program is refused; it is never another number.
 */
class GeneratedProgramsTest {
  private static final int PROGRAMS = 100;
  private static final double[] DATUMS = {1, -2.5, 1e9, 0.1};

  /** What becomes of the code of a program. */
  private enum End {
    SAME,
    CAPTURED,
    REFUSED,
    FAILED
  }

  @TempDir Path directory;

  @Test
  void replaysTheSameOrIsRefused() throws Exception {
    String[] sources =
        LongStream.range(0, PROGRAMS).mapToObj(GeneratedProgram::of).toArray(String[]::new);
    Map<End, Integer> ends = new EnumMap<>(End.class);
    try (var loader = new CompiledSources(directory).load(List.of(), sources)) {
      for (int seed = 0; seed < PROGRAMS; seed++) {
        Class<?> type = Class.forName("p" + seed + ".Fit", false, loader);
        for (int run = 0; run < 3; run++) {
          ReplayedClass.call(type, "main", new Class<?>[] {int.class}, run);
          ends.merge(replayed(type, sources[seed]), 1, Integer::sum);
        }
      }
    }
    assertThat(ends.keySet()).as("the generator makes all of them").containsExactly(End.values());
  }

  /** Runs a job, and then its datums again in the other order, each in a JVM's worth of its own. */
  private static End replayed(Class<?> type, String source) throws Exception {
    Statics statics = Statics.of(type);
    Statics.Snapshot begin = statics.now();
    CapturedCode code = CapturedCode.of(type);
    if (!code.findings().refused().isEmpty()) {
      return End.REFUSED;
    }
    double[] results = new double[DATUMS.length];
    for (int i = 0; i < DATUMS.length; i++) {
      results[i] = ReplayedClass.f(type, DATUMS[i]);
    }
    if (statics.changesSince(begin).stream().anyMatch(Finding::isRefused)) {
      return End.FAILED;
    }
    Class<?> all = ReplayedClass.of(code);
    for (int i = DATUMS.length - 1; i >= 0; i--) {
      for (Class<?> replayed : List.of(all, ReplayedClass.of(code))) {
        assertThat(Double.doubleToRawLongBits(ReplayedClass.f(replayed, DATUMS[i])))
            .as("f(%s) of\n%s", DATUMS[i], source)
            .isEqualTo(Double.doubleToRawLongBits(results[i]));
      }
    }
    boolean captured =
        code.findings().kept().stream()
            .anyMatch(each -> each.treatment() == Finding.Treatment.CAPTURED);
    return captured ? End.CAPTURED : End.SAME;
  }
}
