package io.stemma;

import io.stemma.display.Displayed;
import java.time.Instant;

/** A name in a repository that points to one commit for good. */
public interface Tag extends Displayed {

  /**
   * The name.
   *
   * @return the name of this tag
   */
  String name();

  /**
   * Where it belongs.
   *
   * @return the repository
   */
  Repository repository();

  /**
   * What it names.
   *
   * @return the commit
   */
  Commit commit();

  /**
   * When it was created.
   *
   * @return the time of its creation
   */
  Instant created();
}
