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
   * Lets attributes be read from files: from now on, whatever a commit changes of a file that the
   * glob matches, the commit has the attributes that the extractor reads from the file as it is
   * committed, and not those of the content before. They are said of the directory of the file, or
   * of the file itself, and replace what was said by hand under their names. What is there already
   * is read by {@link Branch#extract}.
   *
   * <p>A file is never refused because of what it holds: where the extractor throws, or its class
   * is not on the class path of whoever commits, the file is committed without its attributes, and
   * the directory (a file in the root directory itself) gets the text {@code extraction_error},
   * which {@code where("extraction_error").exists()} finds. Which came from which file is kept in
   * an attribute of its own, which tables do not show.
   *
   * <p>An extractor of that name is replaced; if it says the same, nothing happens. What the older
   * one has said stays until its files change, or {@link Branch#extract} is called. {@link
   * Archive#undo} takes a definition back. Libraries that know no extractors can read this archive
   * from then on, and not write to it.
   *
   * @param name its name; see the package description
   * @param glob the files to read, such as {@code /{shot}/shot.json}; see the package description
   * @param extractor reads them; a record of values
   * @return what is stored
   * @throws InvalidNameException if name or glob are outside their grammar
   * @throws IllegalArgumentException if the extractor cannot be written down and made again, or if
   *     a pipeline gives the files of this repository: results say their attributes themselves
   * @throws NotFoundException if the repository was deleted
   */
  ExtractorDefinition defineExtractor(String name, String glob, Extractor extractor);

  /**
   * The extractors of this repository.
   *
   * @return sorted by name; prints as a table
   */
  List<ExtractorDefinition> extractors();

  /**
   * Removes an extractor. The attributes that came from it stay until {@link Branch#extract} is
   * called, or something changes that another extractor reads of the same directory.
   *
   * @param name its name
   * @throws NotFoundException if there is none of that name
   */
  void removeExtractor(String name);

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
