package io.stemma.storage.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proves to Azure that a program may do something. It prints what kind it is and never what it
 * holds. Immutable, and safe for use by several threads.
 */
public final class AzureCredential {
  static final String CONNECTION = "AZURE_STORAGE_CONNECTION_STRING";
  static final String SIGNATURE = "AZURE_STORAGE_SAS_TOKEN";
  static final String ACCOUNT = "AZURE_STORAGE_ACCOUNT";
  static final String KEY = "AZURE_STORAGE_KEY";

  /** What to set where nothing is there. */
  static final String WHAT_TO_SET =
      "set "
          + SIGNATURE
          + ", "
          + CONNECTION
          + ", or "
          + ACCOUNT
          + " and "
          + KEY
          + "; or AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET; or log in with az login";

  private static final Pattern IN_CONNECTION =
      Pattern.compile("(?i)(?:^|;)SharedAccessSignature=([^;]*)");

  private final String kind;
  private final boolean searched;
  private final String signature;
  private final Consumer<BlobContainerClientBuilder> use;

  private AzureCredential(
      String kind, boolean searched, String signature, Consumer<BlobContainerClientBuilder> use) {
    this.kind = kind;
    this.searched = searched;
    this.signature = signature;
    this.use = use;
  }

  /**
   * The first of these that is there: {@code AZURE_STORAGE_CONNECTION_STRING}, {@code
   * AZURE_STORAGE_SAS_TOKEN}, {@code AZURE_STORAGE_ACCOUNT} with {@code AZURE_STORAGE_KEY} from the
   * environment, and what {@code DefaultAzureCredential} finds (a managed identity, {@code az
   * login} and others).
   *
   * @return the credential
   */
  public static AzureCredential ofEnvironment() {
    return ofEnvironment(System.getenv());
  }

  static AzureCredential ofEnvironment(Map<String, String> environment) {
    String connection = environment.getOrDefault(CONNECTION, "");
    String signature = environment.getOrDefault(SIGNATURE, "");
    String account = environment.getOrDefault(ACCOUNT, "");
    String key = environment.getOrDefault(KEY, "");
    if (!connection.isEmpty()) {
      return ofConnection(CONNECTION, connection);
    } else if (!signature.isEmpty()) {
      return ofSignature(SIGNATURE, signature);
    } else if (!key.isEmpty()) {
      return ofKey(KEY + " with " + ACCOUNT, account, key);
    }
    return new AzureCredential(
        "what DefaultAzureCredential finds",
        true,
        "",
        builder -> builder.credential(new DefaultAzureCredentialBuilder().build()));
  }

  /**
   * Tokens of Microsoft Entra, from a credential of azure-identity or of the caller's.
   *
   * @param tokens gives tokens; stays the caller's
   * @return the credential
   */
  public static AzureCredential ofTokens(TokenCredential tokens) {
    Objects.requireNonNull(tokens, "tokens");
    return new AzureCredential(
        "the given source of tokens", false, "", builder -> builder.credential(tokens));
  }

  /**
   * A shared access signature of an account, a container or a user.
   *
   * @param signature what follows the question mark in an address, with or without that mark
   * @return the credential
   */
  public static AzureCredential ofSignature(String signature) {
    return ofSignature("the given signature", signature);
  }

  static AzureCredential ofSignature(String kind, String signature) {
    String bare = signature.startsWith("?") ? signature.substring(1) : signature;
    return new AzureCredential(kind, false, bare, builder -> builder.sasToken(checked(bare)));
  }

  /**
   * A connection string as the portal shows it. The account that it names must be the one of the
   * store's address.
   *
   * @param connection the string
   * @return the credential
   */
  public static AzureCredential ofConnection(String connection) {
    return ofConnection("the given connection string", connection);
  }

  private static AzureCredential ofConnection(String kind, String connection) {
    Matcher found = IN_CONNECTION.matcher(connection);
    String signature = found.find() ? found.group(1) : "";
    return new AzureCredential(
        kind, false, signature, builder -> builder.connectionString(checked(connection)));
  }

  /**
   * An account and one of its two keys, which open everything in it.
   *
   * @param account the account's name
   * @param key the key, in Base64
   * @return the credential
   */
  public static AzureCredential ofKey(String account, String key) {
    return ofKey("the given account and key", account, key);
  }

  private static AzureCredential ofKey(String kind, String account, String key) {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(key, "key");
    return new AzureCredential(
        kind,
        false,
        "",
        builder ->
            builder.credential(new StorageSharedKeyCredential(checked(account), checked(key))));
  }

  private static String checked(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("empty");
    }
    return value;
  }

  /** Gives it to a client. */
  void useIn(BlobContainerClientBuilder builder) {
    use.accept(builder);
  }

  /** Whether it is first looked for when it is needed, in places that may not answer. */
  boolean isSearched() {
    return searched;
  }

  /** What it allows, as far as it says so itself. */
  SignedPermissions permissions() {
    return SignedPermissions.of(signature);
  }

  /** What kind of credential this is, without what it holds. */
  @Override
  public String toString() {
    return kind;
  }
}
