package io.stemma.internal.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs extractors on files. Used by one thread. */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  /** So many failures are logged each; of more it is said how many there are. */
  private static final int MAX_WARNINGS = 10;

  /** Longest text of a failure that is kept. */
  private static final int MAX_TEXT = 500;

  private final List<ReadyExtractor> extractors;
  private final NoticingSource source;
  private final Extraction.Files files;
  private TreePath last = TreePath.ROOT;
  private List<ReadyExtractor> readers = List.of();
  private long failures;

  Reading(List<ReadyExtractor> extractors, NoticingSource source, Extraction.Files files) {
    this.extractors = extractors;
    this.source = source;
    this.files = files;
  }

  /** The extractors that read a file; looked for once where it is asked for twice in a row. */
  List<ReadyExtractor> of(TreePath file) {
    if (!file.equals(last)) {
      last = file;
      readers = find(file);
    }
    return readers;
  }

  private List<ReadyExtractor> find(TreePath file) {
    List<ReadyExtractor> found = new ArrayList<>();
    for (ReadyExtractor each : extractors) {
      if (each.matches(file)) {
        found.add(each);
      }
    }
    return found;
  }

  /** Whether an extractor of a name reads a file. */
  boolean reads(String extractor, TreePath file) {
    return extractors.stream()
        .anyMatch(each -> each.name().equals(extractor) && each.matches(file));
  }

  /** What all extractors say of a file. */
  SortedMap<Source, Said> read(TreePath file, FileEntry entry) {
    SortedMap<Source, Said> all = new TreeMap<>();
    if (!of(file).isEmpty()) {
      SingleFile alone = new SingleFile(source, file, entry);
      Path path = files.path(alone, alone.root(), file);
      for (ReadyExtractor each : of(file)) {
        all.put(new Source(each.name(), file.name()), read(each, file, path));
      }
    }
    return all;
  }

  /** Whatever is thrown is said of the file, but for what means that this process is at its end. */
  private Said read(ReadyExtractor extractor, TreePath file, Path path) {
    Said said = new Said();
    try {
      extractor.code().extract(path, said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(said, extractor, file, e);
    } catch (Exception | StackOverflowError e) {
      fail(said, extractor, file, e);
    } catch (Error e) {
      if (e instanceof VirtualMachineError) {
        throw e;
      }
      fail(said, extractor, file, e);
    }
    said.end();
    source.check();
    return said;
  }

  private void fail(Said said, ReadyExtractor extractor, TreePath file, Throwable thrown) {
    String why = thrown.getMessage();
    String text =
        thrown instanceof IllegalArgumentException && why != null ? why : thrown.toString();
    said.fail(extractor.name() + " of " + file.name() + ": " + line(text));
    if (++failures <= MAX_WARNINGS) {
      LOG.warn(
          "{} is committed without the attributes of extractor {}: {}",
          file,
          extractor.name(),
          line(text),
          thrown);
    }
  }

  /** A text on one line, not too long. */
  static String line(String text) {
    String line = text.strip().replaceAll("\\s*[\\p{Cntrl}]+\\s*", " ");
    if (line.length() <= MAX_TEXT) {
      return unicode(line);
    }
    return unicode(line.substring(0, MAX_TEXT)) + "...";
  }

  /** Attributes hold whole characters only. */
  private static String unicode(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  /** Says how many more failures there were. */
  void end() {
    if (failures > MAX_WARNINGS) {
      LOG.warn("{} more files are committed without attributes", failures - MAX_WARNINGS);
    }
  }
}
