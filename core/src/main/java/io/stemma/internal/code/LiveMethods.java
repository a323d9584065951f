package io.stemma.internal.code;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The methods of captured classes that may be run (rapid type analysis, Bacon and Sweeney 1996):
 * all object methods of classes of which there are objects, and of the others those that are
 * called. So the {@code main} of a class that a transformation borrows a formula from is not among
 * them.
 */
final class LiveMethods {
  private final Map<String, CodeScan> scans;
  private final Set<String> initialised = new HashSet<>();
  private final Set<String> created = new HashSet<>();
  private final Set<String> given = new HashSet<>();
  private final Set<CodeScan.Method> live = new HashSet<>();
  private final Deque<CodeScan.Method> open = new ArrayDeque<>();

  private LiveMethods(Map<String, CodeScan> scans) {
    this.scans = scans;
  }

  /**
   * Tells of every method that may be run.
   *
   * @param scans the captured classes by internal names
   * @param entry the class of the transformation, whose objects others make
   */
  static void of(
      Map<String, CodeScan> scans, String entry, BiConsumer<CodeScan, CodeScan.Method> found) {
    LiveMethods methods = new LiveMethods(scans);
    methods.give(entry);
    methods.follow();
    for (CodeScan scan : scans.values()) {
      for (CodeScan.Method method : scan.methods) {
        if (methods.live.contains(method)) {
          found.accept(scan, method);
        }
      }
    }
  }

  private void follow() {
    while (!open.isEmpty()) {
      CodeScan.Method method = open.remove();
      method.creations.forEach(this::create);
      method.reads.forEach(read -> initialise(read.owner()));
      for (CodeScan.Call call : method.calls) {
        initialise(call.owner());
        call(call);
        if (Traps.isClassByName(call)) {
          method.owner.named.forEach(this::give);
        }
      }
    }
  }

  private void live(CodeScan.Method method) {
    if (live.add(method)) {
      open.add(method);
    }
  }

  /** Follows a class whose objects are made by what is not captured, from JSON or by reflection. */
  private void give(String name) {
    CodeScan scan = scans.get(name);
    if (scan == null || !given.add(name)) {
      return;
    }
    create(name);
    scan.methods.stream().filter(method -> method.name.equals("<init>")).forEach(this::live);
    scan.fieldTypes.forEach(this::giveAnyOf);
    scan.ancestors.forEach(this::give);
  }

  /** Follows what a field of some type may hold. */
  private void giveAnyOf(String type) {
    give(type);
    scans.values().stream()
        .filter(scan -> scan.ancestors.contains(type) && !given.contains(scan.name))
        .forEach(scan -> giveAnyOf(scan.name));
  }

  private void create(String name) {
    CodeScan scan = scans.get(name);
    if (scan == null || !created.add(name)) {
      return;
    }
    initialise(name);
    scan.methods.stream().filter(CodeScan.Method::isOfObjects).forEach(this::live);
    scan.ancestors.forEach(this::create);
  }

  private void initialise(String name) {
    CodeScan scan = scans.get(name);
    if (scan == null || !initialised.add(name)) {
      return;
    }
    scan.methods.stream().filter(method -> method.name.equals("<clinit>")).forEach(this::live);
    scan.ancestors.forEach(this::initialise);
  }

  /** Follows a call to where the method is, in the class that it names or above. */
  private void call(CodeScan.Call call) {
    Deque<String> above = new ArrayDeque<>();
    above.add(call.owner());
    while (!above.isEmpty()) {
      CodeScan scan = scans.get(above.remove());
      if (scan == null) {
        continue;
      }
      for (CodeScan.Method method : scan.methods) {
        if (method.name.equals(call.name()) && method.descriptor.equals(call.descriptor())) {
          live(method);
          return;
        }
      }
      above.addAll(scan.ancestors);
    }
  }
}
