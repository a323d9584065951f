package io.stemma.internal.code;

import java.nio.file.Path;
import java.util.List;

/** Programs of one class {@code lab.Fit}, whose {@code f} is captured. */
final class FitProgram {
  private final CompiledSources sources;

  FitProgram(Path directory) {
    this.sources = new CompiledSources(directory);
  }

  /** A program whose {@code main} does something before {@code f} is captured. */
  Class<?> program(String members, String main, String f) throws Exception {
    Class<?> type = load(members, main, f);
    ReplayedClass.call(type, "main", new Class<?>[0]);
    return type;
  }

  Class<?> load(String members, String main, String f) throws Exception {
    String source =
        """
        package lab;
        import java.util.*;
        import java.util.concurrent.atomic.*;
        import java.util.function.*;
        public class Fit {
          %s
          static void main() { %s }
          double run(double x) { return f(x); }
          static double f(double x) { %s }
        }
        """
            .formatted(members, main, f);
    return Class.forName("lab.Fit", false, sources.load(List.of(), source));
  }

  /** What is done about static fields of code. */
  static List<Finding.Treatment> treatments(CapturedCode code) {
    return code.findings().of(Finding.Kind.STATIC).map(Finding::treatment).toList();
  }
}
