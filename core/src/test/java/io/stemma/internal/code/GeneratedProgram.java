package io.stemma.internal.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The source of a program whose {@code f} depends on static fields of several sorts, which its
 * {@code main}, other methods, or {@code f} itself may have changed.
 */
final class GeneratedProgram {
  private final Random random;
  private final StringBuilder members = new StringBuilder();
  private final StringBuilder main = new StringBuilder();
  private final StringBuilder body = new StringBuilder();

  private GeneratedProgram(long seed) {
    random = new Random(seed);
  }

  /** The source of class {@code p<seed>.Fit}. */
  static String of(long seed) {
    GeneratedProgram program = new GeneratedProgram(seed);
    int fields = 1 + program.random.nextInt(4);
    for (int i = 0; i < fields; i++) {
      program.add("v" + i);
    }
    return """
        package p%d;
        import java.util.*;
        import java.util.concurrent.atomic.*;
        import java.util.function.*;
        public class Fit {
        %s
        static void main(int n) {
        %s
        }
        double run(double x) { return f(x); }
        static double f(double x) {
        double y = x;
        %s
        return y;
        }
        }
        """
        .formatted(seed, program.members, program.main, program.body);
  }

  /** Declares a field, and writes it in {@code main} sometimes. */
  private void add(String v) {
    List<String[]> sorts = sorts(v);
    String[] sort = sorts.get(random.nextInt(sorts.size()));
    members.append(sort[0]).append('\n');
    switch (random.nextInt(12)) {
      case 0 -> main.append(sort[1]).append('\n');
      case 1 -> main.append("if (n == 1) { ").append(sort[1]).append(" }\n");
      case 2 -> main.append("double a").append(v).append(" = f(n);\n");
      default -> {
        // Only the code itself may write it.
      }
    }
    body.append("y = y / 3 + ").append(sort[2]).append(";\n");
    if (sort.length > 3 && random.nextInt(3) == 0) {
      body.append(sort[3]).append('\n');
    }
  }

  /** Declaration, what main may do, what f reads, and what f may do besides. */
  private List<String[]> sorts(String v) {
    int r = 2 + random.nextInt(1000);
    String lazy =
        "double[] make" + v + "() { if (%1$s == null) { %1$s = new double[] {5}; } return %1$s; }";
    List<String[]> sorts = new ArrayList<>();
    sorts.add(sort("static double # = 1;", "# = R / 7.0;", "#", "# += x;"));
    sorts.add(sort("static int #;", "# = R;", "#", "#++;"));
    sorts.add(sort("static Long #;", "# = (long) R;", "(# == null ? 3 : #)"));
    sorts.add(sort("static String # = \"a\";", "# += R;", "#.length()", "# += \"b\";"));
    sorts.add(
        sort("static float # = 2; static float get#() { return #; }", "# = 1f / R;", "get#()"));
    sorts.add(sort("enum E# { A, B } static E# # = E#.A;", "# = E#.B;", "#.ordinal()"));
    sorts.add(sort("enum E# { A; double it = 1; }", "E#.A.it = R;", "E#.A.it"));
    sorts.add(sort("static final double[] # = {1, 2};", "#[1] = R;", "#[1]", "#[0] = x;"));
    sorts.add(sort("static double[] #;", "# = new double[] {R};", "(# == null ? 4 : #[0])"));
    sorts.add(
        sort(
            "static final List<Double> # = new ArrayList<>();",
            "#.add(1.0 * R);",
            "#.size()",
            "#.add(x);"));
    sorts.add(
        sort(
            "static final Map<String, Integer> # = new HashMap<>();",
            "#.put(\"a\" + n, R);",
            "#.values().stream().mapToInt(i -> i).sum()"));
    sorts.add(
        sort(
            "static final Set<Integer> # = new HashSet<>(List.of(33, 17, 1));",
            "for (int i = 0; i < 99; i++) { #.add(i); } #.retainAll(List.of(33, 17, 1));",
            "#.stream().mapToDouble(i -> i).reduce(0, (a, b) -> a / 3 + b)"));
    sorts.add(
        sort(
            "static final AtomicLong # = new AtomicLong(3);",
            "#.set(R);",
            "#.get()",
            "#.incrementAndGet();"));
    sorts.add(
        sort(
            "static final Atomic@eference<String> # = new Atomic@eference<>(\"a\");",
            "#.set(\"b\" + R);",
            "#.get().hashCode()"));
    sorts.add(
        sort("static final StringBuilder # = new StringBuilder();", "#.append(R);", "#.length()"));
    sorts.add(
        sort(
            "static class B# { double it = 1; } static final B# # = new B#();",
            "#.it = R;",
            "#.it"));
    sorts.add(sort("static DoubleUnaryOperator # = x -> x;", "# = x -> R;", "#.applyAsDouble(x)"));
    sorts.add(
        sort(
            "static final DoubleUnaryOperator # = x -> R * x;",
            "#.applyAsDouble(1);",
            "#.applyAsDouble(x)"));
    sorts.add(
        sort(
            "static double # = 1; static class L# { static final double[] V = {10 * #}; }",
            "# = R; L#.V.clone();",
            "L#.V[0]"));
    sorts.add(
        sort(
            "static double # = 1; static class L# { static final double[] V = {10 * #}; }",
            "double old# = #; # = R; L#.V.clone(); # = old#;",
            "L#.V[0] + #"));
    sorts.add(
        sort(
            "private static double[] #; static " + lazy.formatted("#"),
            "# = new double[] {R};",
            "make" + v + "()[0]"));
    sorts.add(
        sort("private static double[] #; static " + lazy.formatted("#"), "", "make" + v + "()[0]"));
    sorts.add(
        sort(
            "static int #; static int next#() { return ++#; } static class I# { static final int ID = next#(); } static class J# { static final int ID = next#(); }",
            "int a# = J#.ID; int b# = I#.ID;",
            "(I#.ID - 2 * J#.ID)"));
    sorts.replaceAll(
        sort -> {
          String[] filled = new String[sort.length];
          for (int i = 0; i < sort.length; i++) {
            filled[i] = sort[i].replace("#", v).replace("R", "" + r).replace("@", "R");
          }
          return filled;
        });
    return sorts;
  }

  private static String[] sort(String... parts) {
    return parts;
  }
}
