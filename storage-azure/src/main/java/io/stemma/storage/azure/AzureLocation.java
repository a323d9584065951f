package io.stemma.storage.azure;

import io.stemma.storage.ObjectKeys;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where in Azure the blobs of a store are.
 *
 * @param endpoint the account's address, without credentials
 * @param container name of the container
 * @param prefix what the names of all blobs begin with, without a slash at its end; empty for none
 * @param signature a shared access signature that came with the address; empty for none
 */
record AzureLocation(String endpoint, String container, String prefix, String signature) {
  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
  private static final Pattern CONTAINER =
      Pattern.compile("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{3,}\\.blob\\.[a-z0-9.-]+");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String HOW =
      "; write it as azure://account/container, azure://account/container/prefix, or"
          + " https://account.blob.core.windows.net/container";

  /**
   * Reads an address.
   *
   * @throws IOException if it is none; the message does not repeat what could be a secret
   */
  static AzureLocation of(URI place) throws IOException {
    String scheme = String.valueOf(place.getScheme()).toLowerCase(Locale.ROOT);
    String host = place.getHost() == null ? "" : place.getHost().toLowerCase(Locale.ROOT);
    String path = place.getPath() == null ? "" : place.getPath();
    if (place.getRawUserInfo() != null || place.getRawFragment() != null) {
      throw refused(place, "has a user or a fragment");
    }
    String query = place.getRawQuery() == null ? "" : place.getRawQuery();
    switch (scheme) {
      case "azure" -> {
        if (!ACCOUNT.matcher(host).matches() || place.getPort() >= 0) {
          throw refused(place, "names no storage account");
        } else if (!query.isEmpty()) {
          throw refused(place, "has a query");
        }
        return within(place, "https://" + host + ".blob.core.windows.net", path, "");
      }
      case "https" -> {
        if (!SERVICE.matcher(host).matches()) {
          throw refused(place, "is no address of Azure Blob Storage");
        }
        String port = place.getPort() < 0 ? "" : ":" + place.getPort();
        return within(place, "https://" + host + port, path, query);
      }
      case "http" -> {
        if (!LOOPBACK.contains(host)) {
          throw refused(place, "is not encrypted, which only an emulator on this machine may be");
        }
        int slash = path.indexOf('/', 1);
        String account = slash < 0 ? path : path.substring(0, slash);
        String rest = slash < 0 ? "" : path.substring(slash);
        String port = place.getPort() < 0 ? "" : ":" + place.getPort();
        return within(place, "http://" + host + port + account, rest, query);
      }
      default -> throw refused(place, "has another scheme");
    }
  }

  private static AzureLocation within(URI place, String endpoint, String path, String query)
      throws IOException {
    String names = path.startsWith("/") ? path.substring(1) : path;
    names = names.endsWith("/") ? names.substring(0, names.length() - 1) : names;
    int slash = names.indexOf('/');
    String container = slash < 0 ? names : names.substring(0, slash);
    String prefix = slash < 0 ? "" : names.substring(slash + 1);
    if (!CONTAINER.matcher(container).matches()) {
      throw refused(place, "names no container");
    } else if (!prefix.isEmpty() && !ObjectKeys.isKey(prefix)) {
      throw refused(place, "has a prefix with other characters than a-z 0-9 . _ - and /");
    }
    return new AzureLocation(endpoint, container, prefix, query);
  }

  private static IOException refused(URI place, String why) {
    return new IOException(shown(place) + " " + why + HOW);
  }

  /** An address without what could be a secret in it. */
  static String shown(URI place) {
    String authority = String.valueOf(place.getRawAuthority());
    String bare = authority.substring(authority.lastIndexOf('@') + 1);
    String path = place.getRawPath() == null ? "" : place.getRawPath();
    return place.getScheme() + "://" + bare + path;
  }

  /** Without the signature. */
  @Override
  public String toString() {
    return endpoint + "/" + container + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
