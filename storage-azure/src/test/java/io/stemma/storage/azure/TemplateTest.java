package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be checked of the template without Azure, and that the page explains all of it. */
class TemplateTest {
  private static final Path PAGE = Path.of("../docs/AZURE.md");
  private static final String BLOBS =
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";

  /** What a role can allow to be done with blobs. */
  private static final Set<String> DATA_ACTIONS =
      Set.of(
          BLOBS + "read",
          BLOBS + "write",
          BLOBS + "delete",
          BLOBS + "add/action",
          BLOBS + "move/action",
          BLOBS + "filter/action",
          BLOBS + "deleteBlobVersion/action",
          BLOBS + "permanentDelete/action",
          BLOBS + "tags/read",
          BLOBS + "tags/write");

  private static final Set<String> RESOURCE_MEMBERS =
      Set.of(
          "type",
          "apiVersion",
          "name",
          "location",
          "sku",
          "kind",
          "scope",
          "condition",
          "copy",
          "dependsOn",
          "properties");

  private Template template;

  @BeforeEach
  void readTemplate() throws IOException {
    template = Template.read();
  }

  @Test
  void hasTheShapeOfATemplate() {
    assertThat(template.root())
        .containsOnlyKeys(
            "$schema",
            "contentVersion",
            "metadata",
            "parameters",
            "variables",
            "resources",
            "outputs")
        .containsEntry(
            "$schema",
            "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
    assertThat(String.valueOf(template.root().get("contentVersion"))).matches("\\d+(\\.\\d+){3}");
    for (Map<String, Object> resource : template.resources()) {
      assertThat(resource).containsKeys("type", "apiVersion", "name", "properties");
      assertThat(RESOURCE_MEMBERS).containsAll(resource.keySet());
      assertThat(String.valueOf(resource.get("apiVersion"))).matches("20\\d\\d-\\d\\d-\\d\\d");
      assertThat(String.valueOf(resource.get("type")))
          .matches("Microsoft\\.[A-Z][a-zA-Z]+(/[a-z][a-zA-Z]+)+");
    }
  }

  @Test
  void everyNameIsDeclaredAndUsed() {
    for (String kind : List.of("parameters", "variables")) {
      Set<String> declared = new TreeSet<>(Template.object(template.root().get(kind)).keySet());
      if (declared.remove("copy")) {
        Template.array(template.variables().get("copy"))
            .forEach(each -> declared.add(String.valueOf(Template.object(each).get("name"))));
      }
      Set<String> used =
          Template.calls(template.root()).stream()
              .filter(call -> call.function().equals(kind))
              .map(call -> call.texts().get(0))
              .collect(Collectors.toSet());
      assertThat(used).as(kind).isEqualTo(declared);
    }
  }

  @Test
  void everyResourceThatIsReferredToIsThere() {
    Set<Object> types =
        template.resources().stream().map(each -> each.get("type")).collect(Collectors.toSet());
    for (TemplateExpression.Call call : Template.calls(template.root())) {
      if (call.function().equals("resourceId")) {
        assertThat(types).contains(call.texts().get(0));
      }
      if (call.function().endsWith("esourceId")) {
        assertThat(call.texts()).as("parts").hasSize(parts(call.texts().get(0)) + 1);
      }
    }
    for (Map<String, Object> resource : template.resources()) {
      if (resource.containsKey("dependsOn")) {
        assertThat(Template.texts(resource.get("dependsOn")))
            .allMatch(each -> each.matches("\\[variables\\('\\w+'\\)\\]"));
      }
    }
  }

  /** How many names a resource of a type has, itself and what it belongs to. */
  private static int parts(String type) {
    return type.split("/", -1).length - 1;
  }

  @Test
  void namesHaveAsManyPartsAsTheirTypes() {
    for (Map<String, Object> resource : template.resources()) {
      String name = String.valueOf(resource.get("name"));
      int slashes = (int) name.chars().filter(each -> each == '/').count();
      assertThat(slashes + 1).as(name).isEqualTo(parts(String.valueOf(resource.get("type"))));
    }
  }

  @Test
  void copiesCountWhatTheyIndex() {
    for (Map<String, Object> resource : template.resources()) {
      List<String> indexes =
          Template.calls(resource).stream()
              .filter(call -> call.function().equals("copyIndex"))
              .map(call -> call.texts().get(0))
              .distinct()
              .toList();
      Object copy = resource.get("copy");
      assertThat(indexes)
          .isEqualTo(copy == null ? List.of() : List.of(Template.object(copy).get("name")));
    }
  }

  @Test
  void parametersAreDescribedAndTheirDefaultsAreAllowed() {
    template
        .parameters()
        .forEach(
            (name, value) -> {
              Map<String, Object> parameter = Template.object(value);
              assertThat(Template.object(parameter.get("metadata"))).containsKey("description");
              assertThat(parameter.get("type")).isIn("string", "int", "bool", "array");
              Object found = parameter.get("defaultValue");
              if (parameter.containsKey("allowedValues")) {
                assertThat(Template.array(parameter.get("allowedValues"))).contains(found);
              }
              if (found instanceof Number number) {
                assertThat(number.longValue())
                    .isBetween(longOf(parameter, "minValue"), longOf(parameter, "maxValue"));
              }
            });
    assertThat(Template.object(template.parameters().get("accountName")))
        .doesNotContainKey("defaultValue");
    assertThat(String.valueOf(defaultOf("containerName")))
        .matches("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    assertThat(defaultOf("allowSharedKeyAccess")).isEqualTo(false);
  }

  private static long longOf(Map<String, Object> parameter, String name) {
    return ((Number) parameter.getOrDefault(name, 0)).longValue();
  }

  private Object defaultOf(String parameter) {
    return Template.object(template.parameters().get(parameter)).getOrDefault("defaultValue", "");
  }

  @Test
  void theAccountIsClosed() {
    Map<String, Object> account =
        Template.object(
            template.resources("Microsoft.Storage/storageAccounts").get(0).get("properties"));
    assertThat(account)
        .containsEntry("minimumTlsVersion", "TLS1_2")
        .containsEntry("supportsHttpsTrafficOnly", true)
        .containsEntry("allowBlobPublicAccess", false);
    assertThat(
            Template.texts(
                template.resources("Microsoft.Storage/storageAccounts/blobServices/containers")))
        .contains("None");
    Map<String, Object> service =
        Template.object(
            template
                .resources("Microsoft.Storage/storageAccounts/blobServices")
                .get(0)
                .get("properties"));
    assertThat(service)
        .containsOnlyKeys("deleteRetentionPolicy", "containerDeleteRetentionPolicy")
        .allSatisfy((policy, value) -> assertThat(Template.object(value)).containsValue(true));
  }

  @Test
  void theIngestRoleOnlyAdds() {
    Map<String, Object> role = template.resources("Microsoft.Authorization/roleDefinitions").get(0);
    List<Object> permissions =
        Template.array(Template.object(role.get("properties")).get("permissions"));
    assertThat(permissions).hasSize(1);
    List<String> allowed = Template.texts(Template.object(permissions.get(0)).get("dataActions"));
    assertThat(DATA_ACTIONS).containsAll(allowed);
    assertThat(allowed).containsExactlyInAnyOrder(BLOBS + "read", BLOBS + "add/action");
    assertThat(Template.texts(Template.object(permissions.get(0)).get("actions"))).isEmpty();
  }

  @Test
  void everyRoleIsGivenOnTheContainerToItsPrincipals() {
    List<String> principals =
        template.resources("Microsoft.Authorization/roleAssignments").stream()
            .map(each -> assignment(each))
            .toList();
    assertThat(principals)
        .containsExactly(
            "[variables('container')] [variables('readerRole')] readerPrincipalIds",
            "[variables('container')] [variables('ingestRole')] ingestPrincipalIds",
            "[variables('container')] [variables('maintenanceRole')] maintenancePrincipalIds");
  }

  private static String assignment(Map<String, Object> resource) {
    Map<String, Object> properties = Template.object(resource.get("properties"));
    List<String> given =
        Template.calls(resource).stream()
            .filter(call -> call.function().equals("parameters"))
            .map(call -> call.texts().get(0))
            .distinct()
            .toList();
    return resource.get("scope")
        + " "
        + properties.get("roleDefinitionId")
        + " "
        + String.join(" ", given);
  }

  @Test
  void nothingSecretComesOut() throws IOException {
    assertThat(Files.readString(Template.FILE))
        .doesNotContainIgnoringCase("listKeys")
        .doesNotContainIgnoringCase("listAccountSas")
        .doesNotContainIgnoringCase("listServiceSas");
    assertThat(Template.object(template.root().get("outputs")).values())
        .allSatisfy(
            output ->
                assertThat(Template.calls(output))
                    .extracting("function")
                    .doesNotContain("variables"));
  }

  @Test
  void thePageNamesWhatThereIs() throws IOException {
    String page = Files.readString(PAGE);
    template.parameters().keySet().forEach(name -> assertThat(page).contains("`" + name + "`"));
    assertThat(page)
        .contains("Storage Blob Data Reader", "Storage Blob Data Contributor", "Stemma ingest");
    for (Object action : found("`(blobs/[a-z/]+)`", page)) {
      assertThat(DATA_ACTIONS).contains(BLOBS + String.valueOf(action).substring(6));
    }
    for (String link : found("\\]\\(([^)#]+)[^)]*\\)", page)) {
      assertThat(PAGE.resolveSibling(link)).exists();
    }
    for (String test : found("`(\\w+Test)`", page)) {
      assertThat(Path.of("src/test/java/io/stemma/storage/azure", test + ".java")).exists();
    }
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult each) -> each.group(1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[parameters('a']",
        "[parameters('a'))]",
        "[parameters('a)]",
        "[parameters()]",
        "[parameter('a')]",
        "[if(empty('a'), 'b')]",
        "[parameters('a')[0]",
        "[resourceGroup().]"
      })
  void whatIsNoExpressionIsFound(String wrong) {
    assertThatThrownBy(() -> TemplateExpression.calls(wrong))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
