package io.stemma.internal.code;

import io.stemma.internal.code.Finding.Kind;
import io.stemma.internal.code.Finding.Treatment;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Finds in the methods of captured classes what may give other results when they are run again. */
final class Traps {
  private static final Map<String, Kind> ANCESTORS =
      Map.of(
          "java/lang/Thread", Kind.THREADS,
          "java/util/concurrent/RecursiveTask", Kind.THREADS,
          "java/util/concurrent/RecursiveAction", Kind.THREADS,
          "java/lang/ClassLoader", Kind.REFLECTION,
          "java/net/URLClassLoader", Kind.REFLECTION);

  private static final Set<String> RESOURCE_OWNERS =
      Set.of("java/lang/Class", "java/lang/ClassLoader", "java/lang/Module");

  private final NamedResources resources;
  private final Set<Finding> findings = new LinkedHashSet<>();

  /** Whether a class that a text names is kept: those that are found and not of the JDK. */
  private final Map<String, Boolean> named = new HashMap<>();

  /**
   * Begins.
   *
   * @param resources what the captured classes name
   */
  Traps(NamedResources resources) {
    this.resources = resources;
  }

  /** What was found, in the order in which it was met. */
  Set<Finding> findings() {
    return findings;
  }

  /** Whether a call asks for resources by name. */
  static boolean isResource(CodeScan.Call call) {
    return call.name().startsWith("getResource") && RESOURCE_OWNERS.contains(call.owner())
        || call.name().startsWith("getSystemResource")
            && call.owner().equals("java/lang/ClassLoader");
  }

  /** Whether a call asks for a class by name. */
  static boolean isClassByName(CodeScan.Call call) {
    return call.owner().equals("java/lang/Class") && call.name().equals("forName")
        || call.name().equals("loadClass") && call.owner().endsWith("ClassLoader");
  }

  /** Looks at a method that may be run. */
  void look(CodeScan scan, CodeScan.Method method) {
    for (CodeScan.Call call : method.calls) {
      if (isResource(call)) {
        resource(scan, method, call);
      } else if (isClassByName(call)) {
        classByName(scan, method, call);
      } else {
        KnownCalls.kind(call)
            .ifPresent(
                kind ->
                    add(
                        kind,
                        scan,
                        method.name,
                        KnownCalls.what(kind, call),
                        kind == Kind.NATIVE ? Treatment.REFUSED : Treatment.WARNED));
      }
    }
    if (method.isNative()) {
      String what = "is native, and native code is not kept";
      add(Kind.NATIVE, scan, method.name, what, Treatment.REFUSED);
    }
    if (method.reads.contains(new CodeScan.Read("java/lang/System", "in"))) {
      String what = "reads the standard input";
      add(Kind.OUTSIDE, scan, method.name, what, Treatment.WARNED);
    }
    if (method.name.equals("<init>")) {
      scan.ancestors.stream()
          .filter(ANCESTORS::containsKey)
          .forEach(
              above -> {
                String what = "extends " + above.replace('/', '.');
                Kind kind = ANCESTORS.getOrDefault(above, Kind.THREADS);
                add(kind, scan, "", what, Treatment.WARNED);
              });
    }
  }

  private void resource(CodeScan scan, CodeScan.Method method, CodeScan.Call call) {
    String constant = call.constant();
    if (constant == null) {
      String what = "asks for a resource by a name that is no constant: it may not be kept";
      add(Kind.RESOURCE, scan, method.name, what, Treatment.WARNED);
    } else if (resources.isCaptured(scan, constant)) {
      boolean all = call.name().endsWith("Resources");
      String what = "asks for resource " + constant + (all ? ": only the first is kept" : "");
      Treatment treatment = all ? Treatment.WARNED : Treatment.CAPTURED;
      add(Kind.RESOURCE, scan, method.name, what, treatment);
    } else {
      String what = "asks for resource " + constant + ", which is not found and not kept";
      add(Kind.RESOURCE, scan, method.name, what, Treatment.WARNED);
    }
  }

  private void classByName(CodeScan scan, CodeScan.Method method, CodeScan.Call call) {
    String constant = call.constant();
    if (constant == null) {
      String what = "asks for a class by a name that is no constant: it may not be kept";
      add(Kind.CLASS_BY_NAME, scan, method.name, what, Treatment.WARNED);
    } else if (!named.containsKey(constant)) {
      String what = "asks for class " + constant + ", which is not found and not kept";
      add(Kind.CLASS_BY_NAME, scan, method.name, what, Treatment.WARNED);
    } else if (named.getOrDefault(constant, false)) {
      String what = "asks for class " + constant;
      add(Kind.CLASS_BY_NAME, scan, method.name, what, Treatment.CAPTURED);
    }
  }

  /** Says that a class of a name was found, and whether it is kept. */
  void named(String name, boolean kept) {
    named.put(name, kept);
  }

  /** Adds a finding. */
  void add(Kind kind, CodeScan scan, String method, String what, Treatment treatment) {
    findings.add(new Finding(kind, scan.name.replace('/', '.'), method, what, treatment));
  }
}
