package io.stemma;

import io.stemma.display.Displayed;
import java.time.Instant;
import java.util.List;

/** A named line of data with its branches and tags, in an archive. */
public interface Repository extends Displayed {

  /**
   * The name.
   *
   * @return the name of this repository
   */
  String name();

  /**
   * When it was created.
   *
   * @return the time of its creation
   */
  Instant created();

  /**
   * The branch that every repository begins with.
   *
   * @return the branch {@code main}
   */
  Branch main();

  /**
   * A branch that exists.
   *
   * @param name its name
   * @return the branch
   * @throws NotFoundException if there is none of that name
   */
  Branch branch(String name);

  /**
   * All branches.
   *
   * @return sorted by name; prints as a table
   */
  List<Branch> branches();

  /**
   * Creates a branch.
   *
   * @param name its name; see the package description
   * @param at the commit that it points to, of this repository
   * @return the new branch
   * @throws AlreadyExistsException if there is a branch or a tag of that name
   */
  Branch createBranch(String name, Commit at);

  /**
   * Removes a branch. Its commits stay.
   *
   * @param name its name
   * @throws NotFoundException if there is none of that name
   */
  void deleteBranch(String name);

  /**
   * A tag that exists.
   *
   * @param name its name
   * @return the tag
   * @throws NotFoundException if there is none of that name
   */
  Tag tag(String name);

  /**
   * All tags.
   *
   * @return sorted by name; prints as a table
   */
  List<Tag> tags();

  /**
   * Names a commit for good: a tag never moves.
   *
   * @param name its name; see the package description
   * @param at the commit, of this repository
   * @return the new tag
   * @throws AlreadyExistsException if there is a branch or a tag of that name
   */
  Tag createTag(String name, Commit at);

  /**
   * Removes a tag. Its commit stays.
   *
   * @param name its name
   * @throws NotFoundException if there is none of that name
   */
  void deleteTag(String name);

  /**
   * The commit of a revision, such as {@code main}, {@code main~2}, a tag, or the beginning of an
   * id.
   *
   * @param revision see the package description
   * @return the commit
   * @throws NotFoundException if there is none
   * @throws InvalidNameException if the text is no revision, or the beginning of several ids
   */
  Commit at(String revision);
}
