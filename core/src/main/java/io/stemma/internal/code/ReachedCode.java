package io.stemma.internal.code;

import io.stemma.internal.base.Hash;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A class and all classes that it reaches, as they are in the user's program: what of captured code
 * stays the same as long as the program runs. Found once for each class.
 */
final class ReachedCode {
  /** No loader but the JDK's gives classes of these packages. */
  private static final String JDK = "java/";

  private static final String SIGNALS = "io.stemma.signal";

  /** What is captured of Stemma gives the same everywhere. */
  private static final String OWN = "io/stemma/signal/";

  /** What replayed code finds of Stemma. */
  private static final Set<String> REVIVED = Set.of("io.stemma", SIGNALS);

  /** Packages of libraries that log, whose state is the program's. */
  private static final List<String> LOGGING =
      List.of(
          "org/slf4j/",
          "ch/qos/logback/",
          "org/apache/logging/",
          "org/apache/log4j/",
          "org/apache/commons/logging/");

  private static final Pattern CLASS_NAME = Pattern.compile("[\\w$]+(\\.[\\w$]+)+");

  private static final ClassValue<ReachedCode> KNOWN =
      new ClassValue<>() {
        @Override
        protected ReachedCode computeValue(Class<?> type) {
          return new ReachedCode(type);
        }
      };

  private final GeneratedNames generated = new GeneratedNames();
  private final Map<String, Class<?>> originals = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, CodeScan> scans = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  private final String entry;
  private final SortedMap<String, byte[]> classes = new TreeMap<>();
  private final SortedMap<String, Hash> hashes = new TreeMap<>();
  private final NamedResources resources = new NamedResources();
  private final Traps traps = new Traps(resources);
  private final SortedMap<String, Hash> resourceHashes = new TreeMap<>();
  private final Statics statics;

  private ReachedCode(Class<?> type) {
    reach(type);
    files.keySet().forEach(name -> names.put(binary(name), binary(generated.of(name))));
    for (Canonical each : canonical()) {
      classes.put(each.name(), each.file());
      hashes.put(each.name(), each.hash());
    }
    files.clear();
    resources.found().forEach((name, bytes) -> resourceHashes.put(name, Hash.of(bytes)));
    entry = generated.of(internalName(type));
    statics =
        new Statics(
            fields(type),
            name -> names.getOrDefault(name, name),
            () -> new CodeLoader(CodeBundle.of(entry, classes, resources.found())));
  }

  /**
   * The code of a class.
   *
   * @throws IllegalArgumentException if its class file, or one that it reaches, cannot be read
   */
  static ReachedCode of(Class<?> type) {
    return KNOWN.get(type);
  }

  /** The class that was captured: its canonical name, such as {@code lab/Calibrate}. */
  String entry() {
    return entry;
  }

  /** Canonical class files by canonical names. */
  SortedMap<String, byte[]> classes() {
    return classes;
  }

  /** Digests of what decides what the classes do, by canonical names. */
  SortedMap<String, Hash> hashes() {
    return hashes;
  }

  /** Digests of the resources, by absolute names. */
  SortedMap<String, Hash> resourceHashes() {
    return resourceHashes;
  }

  /** What does not change while the program runs. */
  Set<Finding> findings() {
    return traps.findings();
  }

  /** What the classes name by constants and find by their loaders, by absolute names. */
  SortedMap<String, byte[]> resources() {
    return resources.found();
  }

  Statics statics() {
    return statics;
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static String binary(String internalName) {
    return internalName.replace('/', '.');
  }

  /** A class in canonical form. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Canonical(String name, byte[] file, Hash hash) {}

  /** All classes, several at once, once all generated names are counted. */
  private List<Canonical> canonical() {
    return files.entrySet().parallelStream()
        .map(
            each -> {
              byte[] canonical = CanonicalClass.of(each.getValue(), generated::in);
              Hash hash = Hash.of(CanonicalClass.compared(canonical));
              return new Canonical(generated.known(each.getKey()), canonical, hash);
            })
        .toList();
  }

  /**
   * Finds the class files of a class and of what it reaches, in the order of reach. Those that are
   * equally far away are read several at once.
   */
  private void reach(Class<?> type) {
    Map<ClassLoader, Map<String, Optional<Class<?>>>> loaded = new HashMap<>();
    Set<Class<?>> open = Set.of(type);
    while (!open.isEmpty()) {
      Set<Class<?>> next = new LinkedHashSet<>();
      for (ScannedClass scanned : open.parallelStream().map(ScannedClass::of).toList()) {
        String name = scanned.name();
        if (files.putIfAbsent(name, scanned.file()) == null) {
          originals.put(name, scanned.type());
          scans.put(name, scanned.scan());
          reach(scanned, loaded, next);
        }
      }
      next.removeIf(each -> files.containsKey(internalName(each)));
      open = next;
    }
  }

  private void reach(
      ScannedClass scanned,
      Map<ClassLoader, Map<String, Optional<Class<?>>>> loaded,
      Set<Class<?>> next) {
    ClassLoader loader = scanned.type().getClassLoader();
    Map<String, Optional<Class<?>>> known = loaded.computeIfAbsent(loader, key -> new HashMap<>());
    for (String name : scanned.names()) {
      if (!name.startsWith(JDK) && !files.containsKey(name)) {
        Optional<Class<?>> found = known.computeIfAbsent(name, key -> load(key, loader));
        found.filter(ReachedCode::isCaptured).ifPresent(next::add);
        found.filter(ReachedCode::isInternal).ifPresent(used -> internal(scanned.scan(), used));
      }
    }
    next.addAll(named(scanned.scan(), loader));
  }

  private void internal(CodeScan scan, Class<?> used) {
    String what = "uses " + used.getName() + " of Stemma, which is not of its API and not kept";
    traps.add(Finding.Kind.INTERNALS, scan, "", what, Finding.Treatment.WARNED);
  }

  /** Finds what a class names by texts: resources, and classes, which are given back. */
  private List<Class<?>> named(CodeScan scan, @Nullable ClassLoader loader) {
    List<Class<?>> named = new ArrayList<>();
    if (scan.calls(Traps::isResource)) {
      resources.capture(scan, loader);
    }
    if (scan.calls(Traps::isClassByName)) {
      for (String text : scan.constants) {
        Optional<Class<?>> found =
            CLASS_NAME.matcher(text).matches() ? load(text, loader) : Optional.empty();
        found.ifPresent(type -> traps.named(text, isCaptured(type)));
        found.filter(ReachedCode::isCaptured).ifPresent(named::add);
      }
    }
    named.forEach(type -> scan.named.add(internalName(type)));
    return named;
  }

  private static Optional<Class<?>> load(String name, @Nullable ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name.replace('/', '.'), false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // An optional dependency that is not there.
    }
  }

  private static boolean isCaptured(Class<?> type) {
    return !Fingerprint.isOfJdk(type)
        && (!isOfStemma(type) || type.getPackageName().equals(SIGNALS));
  }

  private static boolean isInternal(Class<?> type) {
    return isOfStemma(type) && !REVIVED.contains(type.getPackageName());
  }

  /** Whether a class is of the same module or jar as this one. */
  private static boolean isOfStemma(Class<?> type) {
    if (type.getModule().isNamed() || ReachedCode.class.getModule().isNamed()) {
      return type.getModule().equals(ReachedCode.class.getModule());
    }
    return Objects.equals(place(type), place(ReachedCode.class));
  }

  private static @Nullable URL place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? null : source.getLocation();
  }

  /** Looks at the code that may be run, and finds the static fields that it reads. */
  private List<StaticField> fields(Class<?> type) {
    SortedMap<String, StaticField> fields = new TreeMap<>();
    LiveMethods.of(
        scans,
        internalName(type),
        (scan, method) -> {
          if (LOGGING.stream().anyMatch(scan.name::startsWith)) {
            return; // What it does decides what is logged.
          } else if (!scan.name.startsWith(OWN)) {
            traps.look(scan, method);
          }
          for (CodeScan.Read read : method.reads) {
            declaring(read.owner(), read.name())
                .ifPresent(
                    owner -> {
                      StaticField field =
                          new StaticField(
                              owner,
                              binary(generated.of(internalName(owner))),
                              read.name(),
                              binary(scan.name),
                              method.name);
                      fields.putIfAbsent(field.key(), field);
                    });
          }
        });
    return List.copyOf(fields.values());
  }

  /** The captured class that declares a field; nothing if the field need not be compared. */
  private Optional<Class<?>> declaring(String owner, String field) {
    Deque<String> open = new ArrayDeque<>(List.of(owner));
    while (!open.isEmpty()) {
      String name = open.remove();
      CodeScan scan = scans.get(name);
      if (scan == null) {
        continue;
      } else if (scan.statics.contains(field)) {
        return scan.fixedFields.contains(field)
            ? Optional.empty()
            : Optional.ofNullable(originals.get(name));
      }
      open.addAll(scan.ancestors);
    }
    return Optional.empty();
  }
}
