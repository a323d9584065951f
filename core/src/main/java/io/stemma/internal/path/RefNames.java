package io.stemma.internal.path;

import io.stemma.InvalidNameException;
import java.util.regex.Pattern;

/** Names of repositories, branches and tags, and the keys under which the log keeps them. */
public final class RefNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern LIKE_AN_ID = Pattern.compile("[0-9a-f]{7,}");
  private static final String HEADS = "/heads/";
  private static final String TAGS = "/tags/";
  private static final String PIPELINE = "/pipeline";
  private static final String REPLAYS = "/replays";
  private static final String EXTRACTORS = "/extractors";

  private RefNames() {}

  /**
   * Checks a name.
   *
   * @param what what it is to name
   * @throws InvalidNameException if it is outside the grammar
   */
  public static String check(String what, String name) {
    String why = "";
    if (!NAME.matcher(name).matches()) {
      why = "1 to 100 of A-Z a-z 0-9 . _ - are allowed, the first a letter or a digit";
    } else if (name.endsWith(".")) {
      why = "it must not end with a dot";
    } else if (LIKE_AN_ID.matcher(name).matches()) {
      why = "it could be taken for a commit id; add another character, as in v" + name;
    }
    if (!why.isEmpty()) {
      throw new InvalidNameException("not a name of a " + what + ": \"" + name + "\": " + why);
    }
    return name;
  }

  /** Whether a text is the beginning of a commit id, rather than a name. */
  public static boolean isIdPrefix(String text) {
    return text.length() <= 64 && LIKE_AN_ID.matcher(text).matches();
  }

  /** The key of a branch. */
  public static String branch(String repository, String name) {
    return repository + HEADS + name;
  }

  /** Whether a key is that of a branch. */
  public static boolean isBranch(String key) {
    return key.contains(HEADS);
  }

  /** The key of a tag. */
  public static String tag(String repository, String name) {
    return repository + TAGS + name;
  }

  /** Whether a key is that of a tag. */
  public static boolean isTag(String key) {
    return key.contains(TAGS);
  }

  /** The key of the definition of the pipeline whose results a repository holds. */
  public static String pipeline(String repository) {
    return repository + PIPELINE;
  }

  /** The key of the definition whose results a branch of that repository holds. */
  public static String pipeline(String repository, String branch) {
    return branch.equals("main") ? pipeline(repository) : pipeline(repository) + "/" + branch;
  }

  /** The key of what is recorded of replays of a repository's commits. */
  public static String replays(String repository) {
    return repository + REPLAYS;
  }

  /** The key of the definitions of a repository's extractors. */
  public static String extractors(String repository) {
    return repository + EXTRACTORS;
  }

  /**
   * The key that a tag of a branch's name would have, or a branch of a tag's name; for all else one
   * that there never is.
   */
  public static String counterpart(String key) {
    if (key.contains(HEADS)) {
      return key.replace(HEADS, TAGS);
    }
    return key.contains(TAGS) ? key.replace(TAGS, HEADS) : key + "/";
  }

  /** What the keys of a repository's branches begin with. */
  public static String branches(String repository) {
    return repository + HEADS;
  }

  /** What the keys of a repository's tags begin with. */
  public static String tags(String repository) {
    return repository + TAGS;
  }

  /** The key as users see it: {@code shots}, {@code shots/main}. */
  public static String shown(String key) {
    return key.replace(HEADS, "/").replace(TAGS, "/");
  }
}
