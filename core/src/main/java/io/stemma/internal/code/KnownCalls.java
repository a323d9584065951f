package io.stemma.internal.code;

import io.stemma.internal.code.Finding.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of the JDK that may give another result each time, or in each place. */
final class KnownCalls {
  /** Classes, and of each the methods: all ({@code *}), by name, or by name and descriptor. */
  private static final String TABLE =
      """
      SERVICES java/util/ServiceLoader load loadInstalled
      REFLECTION java/lang/reflect/Method invoke
      REFLECTION java/lang/reflect/Constructor newInstance
      REFLECTION java/lang/reflect/Field get getBoolean getByte getChar getDouble getFloat getInt getLong getShort
      REFLECTION java/lang/reflect/Field set setBoolean setByte setChar setDouble setFloat setInt setLong setShort
      REFLECTION java/lang/reflect/Proxy newProxyInstance
      REFLECTION java/lang/Class newInstance
      REFLECTION java/lang/invoke/MethodHandles$Lookup findClass findConstructor findGetter findSetter findSpecial
      REFLECTION java/lang/invoke/MethodHandles$Lookup findStatic findStaticGetter findStaticSetter findStaticVarHandle
      REFLECTION java/lang/invoke/MethodHandles$Lookup findVarHandle findVirtual unreflect defineClass
      NATIVE java/lang/System load loadLibrary
      NATIVE java/lang/Runtime load loadLibrary
      ENVIRONMENT java/lang/System getenv getProperty getProperties lineSeparator
      ENVIRONMENT java/lang/Integer getInteger
      ENVIRONMENT java/lang/Long getLong
      ENVIRONMENT java/lang/Boolean getBoolean
      ENVIRONMENT java/lang/Runtime availableProcessors freeMemory maxMemory totalMemory version
      ENVIRONMENT java/lang/ProcessHandle current
      ENVIRONMENT java/net/InetAddress getLocalHost
      DEFAULTS java/util/Locale getDefault
      DEFAULTS java/util/TimeZone getDefault
      DEFAULTS java/time/ZoneId systemDefault
      DEFAULTS java/nio/charset/Charset defaultCharset
      DEFAULTS java/lang/String format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String; formatted
      DEFAULTS java/lang/String toLowerCase()Ljava/lang/String; toUpperCase()Ljava/lang/String;
      DEFAULTS java/lang/String getBytes()[B <init>([B)V
      DEFAULTS java/text/DecimalFormat <init>()V <init>(Ljava/lang/String;)V
      DEFAULTS java/text/SimpleDateFormat <init>()V <init>(Ljava/lang/String;)V
      CLOCK java/lang/System currentTimeMillis nanoTime
      CLOCK java/time/Instant now
      CLOCK java/time/LocalDate now
      CLOCK java/time/LocalTime now
      CLOCK java/time/LocalDateTime now
      CLOCK java/time/OffsetDateTime now
      CLOCK java/time/OffsetTime now
      CLOCK java/time/ZonedDateTime now
      CLOCK java/time/Year now
      CLOCK java/time/YearMonth now
      CLOCK java/time/MonthDay now
      CLOCK java/time/Clock system systemDefaultZone systemUTC tickMillis tickMinutes tickSeconds
      CLOCK java/util/Date <init>()V
      CLOCK java/util/Calendar getInstance
      CLOCK java/util/GregorianCalendar <init>()V
      RANDOM java/lang/Math random
      RANDOM java/lang/StrictMath random
      RANDOM java/util/Random <init>()V
      RANDOM java/util/SplittableRandom <init>()V
      RANDOM java/util/UUID randomUUID
      RANDOM java/util/Collections shuffle(Ljava/util/List;)V
      RANDOM java/util/concurrent/ThreadLocalRandom current
      RANDOM java/util/random/RandomGenerator getDefault of
      RANDOM java/security/SecureRandom <init> getInstance getInstanceStrong
      OUTSIDE java/io/File <init> createTempFile listRoots
      OUTSIDE java/io/FileInputStream <init>
      OUTSIDE java/io/FileOutputStream <init>
      OUTSIDE java/io/FileReader <init>
      OUTSIDE java/io/FileWriter <init>
      OUTSIDE java/io/RandomAccessFile <init>
      OUTSIDE java/io/PrintStream <init>(Ljava/lang/String;)V
      OUTSIDE java/io/PrintWriter <init>(Ljava/lang/String;)V
      OUTSIDE java/nio/file/Path of
      OUTSIDE java/nio/file/Paths get
      OUTSIDE java/nio/file/FileSystems getDefault newFileSystem
      OUTSIDE java/nio/file/Files createTempDirectory createTempFile
      OUTSIDE java/net/Socket <init>
      OUTSIDE java/net/ServerSocket <init>
      OUTSIDE java/net/DatagramSocket <init>
      OUTSIDE java/net/URL openConnection openStream getContent
      OUTSIDE java/net/InetAddress getAllByName getByName
      OUTSIDE java/net/http/HttpClient newBuilder newHttpClient
      OUTSIDE java/nio/channels/SocketChannel open
      OUTSIDE java/nio/channels/ServerSocketChannel open
      OUTSIDE java/nio/channels/DatagramChannel open
      OUTSIDE java/lang/ProcessBuilder <init>
      OUTSIDE java/lang/Runtime exec
      OUTSIDE java/sql/DriverManager *
      THREADS java/lang/Thread start startVirtualThread
      THREADS java/util/Timer <init>
      THREADS java/util/concurrent/Executors *
      THREADS java/util/concurrent/ForkJoinPool *
      THREADS java/util/concurrent/ThreadPoolExecutor <init>
      IDENTITY java/lang/System identityHashCode
      IDENTITY java/lang/Object hashCode
      ORDER java/util/Set of copyOf
      ORDER java/util/Map of ofEntries copyOf
      ORDER java/util/stream/Collectors toUnmodifiableSet toUnmodifiableMap
      """;

  private static final Map<Kind, String> WHAT =
      Map.of(
          Kind.SERVICES, "asks for services, which are not kept with the code",
          Kind.REFLECTION, "calls by reflection what may not be kept with the code",
          Kind.NATIVE, "loads native code, which is not kept with the code",
          Kind.ENVIRONMENT, "asks for what may be different on another machine",
          Kind.DEFAULTS, "depends on the default locale, time zone or charset",
          Kind.CLOCK, "asks for the time",
          Kind.RANDOM, "asks for random values that nothing repeats",
          Kind.OUTSIDE, "reaches files, connections or processes that are no input of the datum",
          Kind.THREADS, "runs threads, whose order may be another each time",
          Kind.IDENTITY, "depends on the identity of objects, which is another each time");

  /** Sets and maps of so few have one order only. */
  private static final Set<String> ORDERED =
      Set.of(
          "()Ljava/util/Set;",
          "(Ljava/lang/Object;)Ljava/util/Set;",
          "()Ljava/util/Map;",
          "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/util/Map;");

  private static final Map<String, Kind> CALLS = calls();

  private KnownCalls() {}

  private static Map<String, Kind> calls() {
    Map<String, Kind> calls = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] words = line.split(" ");
      for (int i = 2; i < words.length; i++) {
        calls.put(words[1] + "." + words[i], Kind.valueOf(words[0]));
      }
    }
    return calls;
  }

  /** What kind of call it is, if it is one of these. */
  static Optional<Kind> kind(CodeScan.Call call) {
    if (!call.owner().startsWith("java/")) {
      return Optional.empty();
    }
    @Nullable Kind kind = CALLS.get(call.owner() + "." + call.name() + call.descriptor());
    kind = kind != null ? kind : CALLS.get(call.owner() + "." + call.name());
    kind = kind != null ? kind : CALLS.get(call.owner() + ".*");
    if (kind == null) {
      return Optional.ofNullable(parallel(call));
    }
    boolean harmless =
        kind == Kind.ORDER && ORDERED.contains(call.descriptor())
            || kind == Kind.CLOCK && call.descriptor().contains("Ljava/time/Clock;)");
    return harmless ? Optional.empty() : Optional.of(kind);
  }

  /** Methods of many classes that go by their names. */
  private static @Nullable Kind parallel(CodeScan.Call call) {
    boolean parallel =
        call.name().equals("parallelStream")
            || call.name().equals("parallel") && call.owner().startsWith("java/util/stream/")
            || call.name().startsWith("parallel") && call.owner().equals("java/util/Arrays")
            || call.name().endsWith("Async")
                && call.owner().startsWith("java/util/concurrent/Complet");
    return parallel ? Kind.THREADS : null;
  }

  /** A sentence about a call. */
  static String what(Kind kind, CodeScan.Call call) {
    String method = call.owner().replace('/', '.') + "." + call.name();
    String says =
        kind == Kind.ORDER
            ? "makes a set or map whose order is another in each JVM"
            : WHAT.getOrDefault(kind, "");
    return says + " (" + method.replace(".<init>", "") + ")";
  }
}
