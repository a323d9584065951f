package io.stemma.internal.maintenance;

import io.stemma.CommitId;
import io.stemma.Verification.AffectedFile;
import io.stemma.Verification.Damage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong, each thing once, and the files that it affects. Thread-safe. */
final class Damages {
  /** So many are told one by one; the rest is counted as one. */
  private static final int MAX_RECORDS = 10_000;

  private static final int MAX_FILES = 1_000;

  /** One thing that is wrong. */
  static final class Finding {
    private final String object;
    private final String problem;
    private final List<AffectedFile> affected = new ArrayList<>();
    private long count;

    private Finding(String object, String problem) {
      this.object = object;
      this.problem = problem;
    }

    private Damage toDamage() {
      return new Damage(object, problem, affected, count);
    }
  }

  private final Map<String, Finding> records = new LinkedHashMap<>();

  /** Notes that something is wrong with an object. */
  synchronized Finding add(String object, String problem) {
    return record(object + '\n' + problem, object, problem);
  }

  /** Notes that something is wrong with an object, unless something is known to be. */
  synchronized Finding addOnce(String object, String problem) {
    return record(object, object, problem);
  }

  /** Notes a problem once, however it reads. */
  synchronized Finding addOnce(String key, String object, String problem) {
    return record(key, object, problem);
  }

  private Finding record(String key, String object, String problem) {
    Finding known = records.get(key);
    if (known != null) {
      return known;
    }
    if (records.size() >= MAX_RECORDS) {
      return records.computeIfAbsent(
          "", all -> new Finding("archive", "there is more damage than is listed"));
    }
    Finding added = new Finding(object, problem);
    records.put(key, added);
    return added;
  }

  /** Notes that files of a commit cannot be read. */
  synchronized void affects(
      Finding record, String repository, CommitId commit, String path, long files) {
    if (record.affected.size() < MAX_FILES) {
      record.affected.add(new AffectedFile(repository, commit, path));
    }
    record.count += files;
  }

  synchronized boolean isEmpty() {
    return records.isEmpty();
  }

  /** In the order in which they were found. */
  synchronized List<Damage> toList() {
    return records.values().stream().map(Finding::toDamage).toList();
  }
}
