package io.stemma.internal.commit;

import io.stemma.Attributes;
import io.stemma.Condition;
import io.stemma.internal.condition.Matcher;
import io.stemma.internal.format.v1.CanonicalJson;
import java.util.Map;
import java.util.Set;

/** Asks a condition of what is in a tree: of files, and of directories that carry attributes. */
public final class ItemCondition {
  private final Matcher matcher;
  private final Map<String, String> asked;

  /**
   * Makes a condition ready.
   *
   * @throws io.stemma.InvalidNameException if it has a pattern that is none
   */
  public ItemCondition(Condition condition) {
    this.matcher = new Matcher(condition);
    this.asked = CanonicalJson.written(matcher.attributes());
  }

  /** The attributes that it looks at, as they were typed. */
  public Set<String> attributes() {
    return matcher.attributes();
  }

  /** Whether it is true of an item; of a directory without attributes nothing is. */
  public boolean isTrue(TreeItem item) {
    return item.entry()
        .filter(entry -> matcher.matches(item.path(), read(entry.attributes())))
        .isPresent();
  }

  private Attributes read(String attributes) {
    return CanonicalJson.readAttributes(attributes, asked);
  }
}
