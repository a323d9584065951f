package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the language has, its stored code gives the same where its classes are gone. */
class ReplayedProgramsTest {
  private static final String IMPORTS =
      "import io.stemma.*; import java.nio.file.*; import java.util.*; import java.util.function.*;"
          + " import java.util.stream.*; import com.fasterxml.jackson.annotation.*;\n";

  @TempDir Path directory;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive =
      Archive.create(store, ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache());

  @BeforeEach
  void shots() {
    archive
        .createRepository("shots")
        .main()
        .commit("two", tx -> tx.write("/1", "3").write("/2", "4"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private void replays(Transformation code) {
    CommitId made =
        archive
            .definePipeline("out", code, Input.each("shots", "/{shot}").as("shot"))
            .run()
            .commit()
            .id();
    try (Archive later = Archive.open(store, ArchiveOptions.DEFAULT.withoutCache().forReading())) {
      Replay replay = later.repository("out").at(made.value()).replay(Trust.RECORDED_CODE);
      assertThat(replay.toString().lines().skip(1))
          .containsExactly("  2 datums, 2 files, identical");
    }
  }

  /** A record {@code lab.T} whose value is that of an expression over {@code n}. */
  private static String record(String expression, String members) {
    return "public record T() implements Transformation {"
        + " public void apply(Datum in, Output out) throws Exception {"
        + " int n = Integer.parseInt(Files.readString(in.path()));"
        + " out.write(\"f\", String.valueOf("
        + expression
        + ")); }\n"
        + members
        + "}\n";
  }

  private CompiledCode compiled(String expression, String members) throws IOException {
    return CompiledCode.ofFiles(
        directory, Map.of("lab/T.java", "package lab;\n" + IMPORTS + record(expression, members)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      maxCharsPerColumn = 4000,
      textBlock =
          """
    local record     | local(n)             | static Object local(int n) { record Row(int a, String b) {} return new Row(n, "x") + Row.class.getSimpleName() + Row.class.isLocalClass(); }
    local enum       | local(n)             | static Object local(int n) { enum Way { UP, DOWN { @Override public String toString() { return "d"; } } } return Way.values()[n % 2] + "" + Way.DOWN.getDeclaringClass().getSimpleName(); }
    anonymous        | anonymous(n)         | static Object anonymous(int n) { Object o = new Object() { int x = n; @Override public String toString() { return "anon" + x + getClass().getSimpleName() + getClass().isAnonymousClass(); } }; return o; }
    own name         | anonymous(n)         | static Object anonymous(int n) { return new Object() {}.getClass().getName() + T.class.getName(); }
    unused local     | used(n)              | static int idle() { record Row(int b) {} return 1; } static Object used(int n) { record Row(int a) {} return new Row(n); }
    idle local       | used(n)              | static int idle() { class Row {} return 1; } static Object used(int n) { class Row { int v = n; } return new Row().v; }
    dead anonymous   | used(n)              | static int idle() { if (false) { new Object() {}.hashCode(); } return 1; } static Object used(int n) { return new Object() { int v() { return n; } }.v(); }
    string switch    | name(n)              | static String name(int n) { switch ("a" + n) { case "a3": return "three"; case "a4": return "four"; default: return "none"; } }
    enum switch      | way(n)               | enum Way { LEFT { int f() { return 1; } }, RIGHT { int f() { return 2; } }; abstract int f(); } static Object way(int n) { return switch (Way.values()[n % 2]) { case LEFT -> "l" + Way.LEFT.f(); case RIGHT -> "r" + Way.RIGHT.f(); }; }
    lambdas          | lambda(n)            | interface F extends Function<Integer, Integer> { default F twice() { return x -> apply(apply(x)); } } static int up(int n) { return n + 1; } static Object lambda(int n) { F f = T::up; Supplier<List<String>> s = ArrayList::new; Function<String, Integer> g = String::length; return f.twice().apply(n) + "" + s.get() + g.apply("abc" + n) + Stream.of(3, 1, 2).sorted(Comparator.reverseOrder()).map(String::valueOf).collect(Collectors.joining(",")); }
    serial lambda    | serial(n)            | interface S extends Supplier<Integer>, java.io.Serializable {} static Object serial(int n) { S s = () -> n; return s.get(); }
    sealed           | area(new Sq(n))      | sealed interface Shape permits Sq, Ci {} record Sq(int a) implements Shape {} record Ci(int r) implements Shape {} static Object area(Shape s) { return s instanceof Sq q ? q.a() * q.a() + "" + q : s; }
    generics         | new Box<>(n).map(x -> x + 1) | record Box<V extends Comparable<V>>(V v) { <W extends Comparable<W>> Box<W> map(Function<? super V, W> f) { return new Box<>(f.apply(v)); } }
    inner            | new Outer(n).inner() | static class Outer { private final int n; Outer(int n) { this.n = n; } class In { private int get() { class Deep { int d = n; } return new Deep().d + Outer.this.n; } } Object inner() { return new In().get() + new Outer(1).new In().get(); } }
    interface        | new Imp().say(n)     | interface Say { private String in(int n) { return "p" + n; } default String say(int n) { return in(n) + stat(n); } static int stat(int n) { return -n; } } static class Imp implements Say {}
    nest mates       | new Sib(n).x + Sib.secret(n) | static class Sib { private final int x; private Sib(int x) { this.x = x; } private static int secret(int n) { return n * Other.K; } } private static class Other { private static final int K; static { K = Integer.parseInt("7"); } }
    static order     | A.a + B.b            | static class A { static final int a; static { a = B.b + 1; } } static class B { static final int b; static { b = A.a + 10; } }
    concat           | "n=" + n + ' ' + 1.5f + null + new int[0].length + 2L + true + (char) 65 | static int i;
    names            | names()              | static class Deep { static class Er {} } static String names() { return Deep.Er.class.getName() + Deep.Er.class.getSimpleName() + Deep.Er.class.getCanonicalName() + Deep.Er.class.getDeclaringClass() + Deep.class.getNestHost() + T.class.getPackageName() + T.class.getPackage().getName() + new Deep[0].getClass().getSimpleName(); }
    by name          | by(n)                | static class Named implements IntSupplier { public int getAsInt() { return 5; } } static Object by(int n) throws Exception { return ((IntSupplier) Class.forName("lab.T$Named").getDeclaredConstructor().newInstance()).getAsInt() + n; }
    exceptions       | boom(n)              | static class Bad extends RuntimeException { Bad(String m, Throwable c) { super(m, c); } } static Object boom(int n) { try { try { throw new IllegalStateException("x" + n); } finally { n++; } } catch (IllegalStateException e) { return new Bad("b" + n, e).toString() + new Bad("c", e).getCause().getMessage(); } }
    assertions       | asserted(n)          | static Object asserted(int n) { boolean on = false; assert on = true; return on; }
    arrays           | arrays(n)            | record P(int x) {} static Object arrays(int n) { P[][] p = {{new P(n)}, {}}; return Arrays.deepToString(p) + p.getClass().getSimpleName() + ((Object) p.clone()).getClass().getComponentType().getName(); }
    records          | shown(n)             | @interface Mark {} record R(@Mark int x, List<String> l, double... d) { R { if (x < 0) { throw new IllegalArgumentException(); } } static R of(int n) { return new R(n, List.of("q"), 1.5); } } static Object shown(int n) { R r = R.of(n); return r.x() + "" + r.l() + r.d()[0] + R.class.getRecordComponents().length + r.equals(r); }
    constants        | (Object) ("a" + 1 == "a1") + Konst.NAME | interface Konst { String NAME = "konst"; int N = 4; }
    text format      | String.format(Locale.ROOT, "%05d %.3f %s", n, n / 3.0, List.of(n)) | static int i;
    threads          | par(n)               | static Object par(int n) throws Exception { int[] sum = {0}; Thread t = new Thread(() -> sum[0] = n); t.start(); t.join(); return sum[0]; }
    loader           | load(n)              | static class Named {} static Object load(int n) throws Exception { return T.class.getClassLoader().loadClass("lab.T$Named").getSimpleName(); }
    proxies          | prox(n)              | interface Greet { String hi(int n); } static Object prox(int n) { Greet g = (Greet) java.lang.reflect.Proxy.newProxyInstance(T.class.getClassLoader(), new Class<?>[] {Greet.class}, (p, m, a) -> m.getName() + a[0]); return g.hi(n); }
    handles          | handle(n)            | private static int secret(int n) { return n * 3; } static Object handle(int n) throws Exception { try { return (int) java.lang.invoke.MethodHandles.lookup().findStatic(T.class, "secret", java.lang.invoke.MethodType.methodType(int.class, int.class)).invokeExact(n); } catch (Throwable t) { throw new Exception(t); } }
    enclosing        | encl(n)              | static Object encl(int n) { Object o = new Object() {}; return o.getClass().getEnclosingMethod().getName() + o.getClass().getEnclosingClass().getSimpleName(); }
    enum maps        | em(n)                | enum K { A, B, C } static Object em(int n) { EnumMap<K, Integer> m = new EnumMap<>(K.class); m.put(K.C, n); m.put(K.A, 1); return m + "" + EnumSet.complementOf(EnumSet.of(K.B)) + K.valueOf("B").compareTo(K.A); }
    serialization    | ser(n)               | record Cell(int v) implements java.io.Serializable {} static Object ser(int n) throws Exception { var b = new java.io.ByteArrayOutputStream(); try (var o = new java.io.ObjectOutputStream(b)) { o.writeObject(new Cell(n)); } try (var i = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(b.toByteArray()))) { return i.readObject(); } }
    random           | rand(n)              | static Object rand(int n) { return new Random(n).nextInt() + new SplittableRandom(n).nextLong(); }
    type token       | tok(n)               | static abstract class Tok<V> { String t() { return getClass().getGenericSuperclass().getTypeName(); } } static Object tok(int n) { return new Tok<List<Map<String, T>>>() {}.t(); }
    annotations      | ann(n)               | @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Unit { String value() default "m"; Class<?> kind() default Object.class; } @Unit(kind = Foot.class) static class Foot { int v = 2; } static Object ann(int n) { Unit u = Foot.class.getAnnotation(Unit.class); return u.value() + u.kind().getSimpleName() + new Foot().v; }
    shadowed enum    | sw(n)                | enum K { A, B } static class H { static int f(K k) { switch (k) { case A: return 1; default: return 2; } } } static class I { static int f(Thread.State k) { switch (k) { case NEW: return 1; default: return 2; } } } static Object sw(int n) { return H.f(K.values()[n % 2]) + I.f(Thread.State.NEW); }
    """)
  void replays(String name, String expression, String members) throws IOException {
    assertThat(name).isNotBlank();
    replays(compiled(expression, members).makeNamed("lab.T"));
  }

  @Test
  void randomAndScratch() throws IOException {
    replays(
        compiled(
                "in.random().nextLong() + use(in.scratch(), n) + in.name() + in.captures()"
                    + " + in.attributes(\"shot\")",
                "static int use(Path p, int n) throws Exception { Files.writeString(p.resolve(\"x\"), \"abc\");"
                    + " return n + (int) Files.size(p.resolve(\"x\")); }")
            .makeNamed("lab.T"));
  }

  @Test
  void anOuterClassThatIsNotCaptured() throws IOException {
    replays(
        CompiledCode.ofFiles(
                directory,
                Map.of(
                    "lab/Day.java",
                    "package lab;\n"
                        + IMPORTS
                        + """
        public class Day {
          static final int BAD; static { BAD = 1; }
          private Object never() { return new Object() {}; }
          static class Idle {}
          interface Mid {
            public record T() implements Transformation {
              private static int mine(int n) { return n + 1; }
              public void apply(Datum in, Output out) throws Exception {
                out.write("f", "" + this + getClass().getSimpleName() + Sib.secret(3) + new Sib(4) + new Sib.Deep().x + Sib.call()
                   + getClass().getDeclaringClass() + Sib.Deep.class.getNestHost() + Sib.class.getEnclosingClass().isInterface()
                   + getClass().getEnclosingClass().isInterface());
              }
            }
          }
          private static final class Sib {
            private final int x;
            private Sib(int x) { this.x = x; }
            private static int secret(int n) { return n * 2; }
            private static int call() { return Mid.T.mine(1); }
            public String toString() { return getClass().getSimpleName() + x; }
            private static class Deep { private int x = 8; }
          }
        }
        """))
            .makeNamed("lab.Day$Mid$T"));
  }

  private static String texts(String expression) {
    return "package lab;\n"
        + IMPORTS
        + record(
            expression,
            "static String text(String n) throws Exception { try (var in = T.class.getResourceAsStream(n)) { return in == null ? \"none\" : new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8); } }"
                + "static String other() throws Exception { var url = T.class.getClassLoader().getResource(\"lab/sub/deep.txt\"); try (var in = url.openStream()) { return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8); } }");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
     text("gains.txt") + text("/root.txt")
     other()
     text("sub/./deep.txt")
     text("sub//deep.txt")
     text("../up.txt")
     text("grö ße.txt")
     text("gro\\u0308.txt")
     text("big.txt").hashCode()
     text("absent.txt")
     text("a|b.txt") + text("c\\\\d.txt") + text("trail .txt")
     """,
      quoteCharacter = '~',
      delimiterString = "@@")
  void resources(String expression) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("lab/T.java", texts(expression));
    files.put("lab/gains.txt", "g");
    files.put("root.txt", "r");
    files.put("up.txt", "u");
    files.put("lab/sub/deep.txt", "d");
    files.put("lab/grö ße.txt", "ö");
    files.put("lab/gro\u0308.txt", "o");
    files.put("lab/a|b.txt", "ab");
    files.put("lab/c\\d.txt", "cd");
    files.put("lab/trail .txt", "t");
    StringBuilder big = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      big.append(i * 7919L % 1000003);
    }
    files.put("lab/big.txt", big.toString());
    replays(CompiledCode.ofFiles(directory, files).makeNamed("lab.T"));
  }

  @Test
  void defaultPackage() throws IOException {
    replays(
        CompiledCode.ofFiles(
                directory,
                Map.of("T.java", IMPORTS + record("new U(n)", "") + "record U(int n) {}"))
            .makeNamed("T"));
  }

  @Test
  void unicode() throws IOException {
    replays(
        CompiledCode.ofFiles(
                directory,
                Map.of(
                    "lab/größe/T.java",
                    "package lab.größe;\n"
                        + IMPORTS
                        + record("new Größe$µ(n) + \"\" + new 数(n)", "record 数(int n) {}")
                        + "record Größe$µ(int n) {}"))
            .makeNamed("lab.größe.T"));
  }

  @Test
  void decomposedUnicode() throws IOException {
    replays(
        CompiledCode.ofFiles(
                directory,
                Map.of(
                    "lab/T.java",
                    "package lab;\n"
                        + IMPORTS
                        + record("new Gro\u0308ße(n)", "")
                        + "record Gro\u0308ße(int n) {}"))
            .makeNamed("lab.T"));
  }

  @Test
  void sameSimpleNames() throws IOException {
    replays(
        CompiledCode.ofFiles(
                directory,
                Map.of(
                    "lab/T.java",
                    "package lab;\n"
                        + IMPORTS
                        + record("new a.Fit(n) + \"\" + new b.Fit(n) + new b.fit(n)", ""),
                    "a/Fit.java",
                    "package a; public record Fit(int a) {}",
                    "b/Fit.java",
                    "package b; public record Fit(int b) {}",
                    "b/fit.java",
                    "package b; public record fit(int c) {}"))
            .makeNamed("lab.T"));
  }
}
