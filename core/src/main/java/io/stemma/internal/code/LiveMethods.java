package io.stemma.internal.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The methods of captured classes that may be run: a static or private method that none of them
 * calls is not, such as the {@code main} of a class that a transformation borrows a formula from.
 * It is enough that a method of the same name and types is called on whatever class.
 */
final class LiveMethods {
  private LiveMethods() {}

  /** Tells of every method that may be run. */
  static void of(Collection<CodeScan> scans, BiConsumer<CodeScan, CodeScan.Method> found) {
    Map<String, List<CodeScan.Method>> waiting = new HashMap<>();
    Deque<CodeScan.Method> open = new ArrayDeque<>();
    Set<CodeScan.Method> live = new HashSet<>();
    for (CodeScan scan : scans) {
      for (CodeScan.Method method : scan.methods) {
        if (method.isRoot()) {
          open.add(method);
        } else {
          waiting
              .computeIfAbsent(method.name + method.descriptor, key -> new ArrayList<>())
              .add(method);
        }
      }
    }
    while (!open.isEmpty()) {
      CodeScan.Method method = open.remove();
      live.add(method);
      for (CodeScan.Call call : method.calls) {
        List<CodeScan.Method> called = waiting.remove(call.signature());
        if (called != null) {
          open.addAll(called);
        }
      }
    }
    for (CodeScan scan : scans) {
      for (CodeScan.Method method : scan.methods) {
        if (live.contains(method)) {
          found.accept(scan, method);
        }
      }
    }
  }
}
