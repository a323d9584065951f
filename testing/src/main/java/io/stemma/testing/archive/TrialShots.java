package io.stemma.testing.archive;

import io.stemma.Commit;
import io.stemma.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Shots whose content follows from a seed and their number: written, and known when they come. */
final class TrialShots {
  static final String MARKER = "DONE";

  private static final int FIRST = 47_100;

  private final long seed;

  TrialShots(long seed) {
    this.seed = seed;
  }

  /** The name of the directory of the i-th shot. */
  static String name(int i) {
    return Integer.toString(FIRST + i);
  }

  /** Which shot has a name. */
  static int number(String name) {
    return Integer.parseInt(name) - FIRST;
  }

  /** The i-th shot, by path in its directory; the marker, which comes last, is among them. */
  private Map<String, byte[]> content(int i) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
    Map<String, byte[]> files = new TreeMap<>();
    int channels = 1 + random.nextInt(4);
    for (int channel = 0; channel < channels; channel++) {
      byte[] samples = new byte[random.nextInt(20_000)];
      random.nextBytes(samples);
      files.put("raw/ch" + channel + ".i16", samples);
    }
    String record = "{\"shot\":" + name(i) + ",\"channels\":" + channels + "}";
    files.put("shot.json", record.getBytes(StandardCharsets.UTF_8));
    files.put(MARKER, new byte[0]);
    return files;
  }

  /** Writes the i-th shot as a digitizer does: file by file, and the marker in the end. */
  void write(Path directory, int i) throws IOException {
    Path shot = Files.createDirectories(directory.resolve(name(i) + "/raw")).getParent();
    if (shot == null) {
      throw new IOException("no directory " + directory);
    }
    Map<String, byte[]> files = content(i);
    files.remove(MARKER);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(shot.resolve(file.getKey()), file.getValue());
    }
    Files.createFile(shot.resolve(MARKER));
  }

  /** Fails unless a commit has the whole i-th shot, and nothing else at its place. */
  void check(Commit commit, int i) {
    Map<String, byte[]> expected = content(i);
    String root = "/" + name(i);
    try (Stream<Entry> entries = commit.walk(root)) {
      for (Entry entry : entries.toList()) {
        byte[] bytes = expected.remove(entry.path().substring(root.length() + 1));
        if (bytes == null || !Arrays.equals(bytes, commit.read(entry.path()))) {
          throw new AssertionError(entry.path() + " of " + commit + " is not what was written");
        }
      }
    }
    if (!expected.isEmpty()) {
      throw new AssertionError("shot " + name(i) + " lacks " + expected.keySet() + " in " + commit);
    }
  }
}
