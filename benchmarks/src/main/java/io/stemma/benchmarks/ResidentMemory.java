package io.stemma.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory of a process as Linux accounts for it: everything resident, not only the heap. */
public final class ResidentMemory {
  private static final String PEAK = "VmHWM:";

  private ResidentMemory() {}

  /** The largest resident set of a running process so far; nothing where there is no /proc. */
  public static OptionalLong peakBytes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(PEAK)) {
        String kibibytes = line.substring(PEAK.length()).replace("kB", "").strip();
        return OptionalLong.of(Long.parseLong(kibibytes) * 1024);
      }
    }
    return OptionalLong.empty();
  }
}
