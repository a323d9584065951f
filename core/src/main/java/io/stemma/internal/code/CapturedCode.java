package io.stemma.internal.code;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A class and all classes that it reaches, in whatever jars, in canonical form, and what they need
 * besides. Those of the JDK are not captured, nor those of Stemma's API, which replayed code meets
 * again; {@code io.stemma.signal} is, like code of the user.
 *
 * @param entry the class that was captured: its canonical name, such as {@code lab/Calibrate}
 * @param classes canonical class files by canonical names
 * @param resources what the classes read by their loader, by absolute names; {@link
 *     StaticRestore#RESOURCE} among them, if their static fields are to be set
 * @param findings what may make the code give other results when it is run again
 */
public record CapturedCode(
    String entry,
    SortedMap<String, byte[]> classes,
    SortedMap<String, byte[]> resources,
    Findings findings) {
  /** The resource that says of code that its user declared it unreproducible. */
  static final String UNREPRODUCIBLE = "META-INF/stemma/unreproducible";

  /**
   * Captures a class, and what its static fields held a moment ago.
   *
   * @param now what they held
   * @param declared whether the user says that the code is not reproducible, which makes it other
   *     code
   * @throws IllegalArgumentException if its class file, or one that it reaches, cannot be read
   */
  public static CapturedCode of(Class<?> type, Statics.Snapshot now, boolean declared) {
    ReachedCode reached = ReachedCode.of(type);
    Statics.Comparison statics = reached.statics().compare(now);
    SortedMap<String, byte[]> resources = new TreeMap<>(reached.resources());
    if (!statics.json().classes().isEmpty()) {
      resources.put(StaticRestore.RESOURCE, statics.json().encode());
    }
    if (declared) {
      resources.put(UNREPRODUCIBLE, new byte[0]);
    }
    List<Finding> findings = new ArrayList<>(reached.findings());
    findings.addAll(statics.findings());
    return new CapturedCode(
        reached.entry(), reached.classes(), resources, Findings.of(type.getName(), findings));
  }

  /** Captures a class, and what its static fields hold now. */
  public static CapturedCode of(Class<?> type, boolean declared) {
    return of(type, Statics.of(type).now(), declared);
  }

  /** Captures a class that nobody declared unreproducible. */
  static CapturedCode of(Class<?> type) {
    return of(type, false);
  }
}
