//! Connector catalogs: taken in whole or not at all, listed, shown, offered in a flow.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::house::{House, refused};
use crate::mask::mask;

/// A catalog of made-up companies, in the words and with the by-ways of real ones.
const CATALOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/connectors.json");

fn import(house: &House, more: &[&str]) -> Value {
    house.json(&[&["connector", "import", CATALOG, "--skip-oauth"], more].concat())
}

fn keys(house: &House) -> Vec<String> {
    let list = house.json(&["connector", "list"]);
    let all = list["connectors"].as_array().unwrap().iter();
    all.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// The catalog of the file, changed.
fn catalog(change: impl FnOnce(&mut Value)) -> String {
    let mut catalog: Value = serde_json::from_str(&std::fs::read_to_string(CATALOG).unwrap()).unwrap();
    change(&mut catalog["connectors"]);
    catalog.to_string()
}

#[test]
fn a_catalog_is_foreseen_taken_in_listed_and_shown() {
    let (house, _) = House::with_company();
    let import = ["connector", "import", CATALOG, "--skip-oauth"];
    let foreseen = house.does(&[&import[..], &["--dry-run"]].concat());
    assert_eq!(keys(&house), ["sandbox"], "nothing was changed");
    assert_snapshot!("connector_dry_run", foreseen);
    assert_snapshot!("connector_import", house.does(&import));
    assert_snapshot!("connector_import_again", house.both(&import));
    assert_snapshot!("connector_list", house.both(&["connector", "list"]));
    assert_snapshot!("connector_show", house.both(&["connector", "show", "parcelry"]));
    assert_snapshot!(
        "connector_show_fields",
        mask(&house.does(&["connector", "show", "tidewater"]), house.dir.path())
    );
    let found = house.json(&["provider", "list", "--search", "fernbank"]);
    assert_eq!(found["providers"][0]["connector"], "fernbank");
}

#[test]
fn what_is_foreseen_is_what_is_done() {
    let (house, _) = House::with_company();
    let (foreseen, done) = (import(&house, &["--dry-run"]), import(&house, &[]));
    assert_eq!(foreseen, json!({"created": 3, "updated": 0, "unchanged": 0, "skipped": 1, "dryRun": true}));
    assert_eq!(done, json!({"created": 3, "updated": 0, "unchanged": 0, "skipped": 1, "dryRun": false}));
    let before = house.json(&["connector", "show", "parcelry"]);

    // In the text, since a map of `serde_json` would sort the fields, and another order is another form.
    let text = std::fs::read_to_string(CATALOG).unwrap();
    let changed = text.replace("\"Parcelry\"", "\"Parcelry Shops\"").replace("fernbank", "quillpay");
    let run = |more: &[&str]| {
        let args = ["connector", "import", "-", "--skip-oauth", "--format", "json"];
        let ended = house.told(&[&args[..], more].concat(), &changed);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""));
        serde_json::from_str::<Value>(&ended.out).unwrap()
    };
    let counts = |dry: bool| json!({"created": 1, "updated": 1, "unchanged": 1, "skipped": 1, "dryRun": dry});
    assert_eq!((run(&["--dry-run"]), run(&[])), (counts(true), counts(false)));
    // None is removed, and what was changed is still the same provider.
    assert_eq!(keys(&house), ["fernbank", "parcelry", "quillpay", "sandbox", "tidewater"]);
    let after = house.json(&["connector", "show", "parcelry"]);
    assert_eq!(
        (&after["label"], &after["datasource_id"]),
        (&"Parcelry Shops".into(), &before["datasource_id"])
    );
}

#[test]
fn the_order_of_the_fields_is_the_order_of_the_form() {
    let (house, _) = House::with_company();
    import(&house, &[]);
    let shown = house.does(&["connector", "show", "fernbank", "--format", "json"]);
    let places: Vec<_> = ["\"server\"", "\"company\"", "\"contact\"", "\"key.id\"", "\"key.secret\""]
        .iter()
        .map(|key| shown.find(key).unwrap_or_else(|| panic!("{key} is not in {shown}")))
        .collect();
    assert!(places.is_sorted(), "{shown}");
    // Sorted by a map of `serde_json`, they are other forms.
    let sorted =
        house.told(&["connector", "import", "-", "--skip-oauth", "--format", "json"], &catalog(|_| ()));
    let sorted: Value = serde_json::from_str(&sorted.out).unwrap();
    assert_eq!((&sorted["updated"], &sorted["unchanged"]), (&3.into(), &0.into()));
}

#[test]
fn what_is_listed_can_be_taken_in_again_and_elsewhere() {
    let (house, _) = House::with_company();
    import(&house, &[]);
    std::fs::write(house.path("all.json"), house.does(&["connector", "list", "--format", "json"])).unwrap();
    assert_eq!(house.json(&["connector", "import", "all.json"])["unchanged"], 4);

    let (other, _) = House::with_company();
    std::fs::copy(house.path("all.json"), other.path("all.json")).unwrap();
    let done = other.json(&["connector", "import", "all.json"]);
    assert_eq!((&done["created"], &done["unchanged"]), (&3.into(), &1.into()));
    assert_eq!(keys(&other), keys(&house));
}

#[test]
fn every_mistake_is_told_at_once_and_nothing_is_imported() {
    let (house, _) = House::with_company();
    let wrong = catalog(|connectors| {
        connectors[0]["connect_ui_params"]["lang"] = json!({ "label": "Language" });
        connectors[0]["schema"][0]["fields"][1]["id"] = " ".into();
        connectors[1]["connect_ui_params"]["shop"]["type"] = "shop".into();
        connectors[1]["connect_ui_params"]["region"]["options"] = json!([]);
        connectors[1]["domain"] = "https://parcelry.example".into();
        connectors[3]["id"] = "tidewater".into();
        connectors[3]["connect_ui_params"] = json!({});
    });
    let ended = house.told(&["connector", "import", "-"], &wrong);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert_snapshot!("connector_mistakes", ended.err);
    assert_eq!(keys(&house), ["sandbox"]);
}

#[test]
fn a_connector_of_the_type_oauth_is_refused_unless_it_may_be_left_out() {
    let (house, _) = House::with_company();
    let ended = house.run(&["connector", "import", CATALOG]);
    refused(&ended, 2, "connectors[2] (ledgerline): oauth: is required");
    refused(&ended, 2, "--skip-oauth leaves the one of the type oauth out.");
    assert_eq!(keys(&house), ["sandbox"]);
    import(&house, &[]);
    assert!(!keys(&house).contains(&"ledgerline".to_owned()));
}

#[test]
fn an_address_that_another_provider_has_is_refused() {
    let (house, _) = House::with_company();
    let taken = catalog(|connectors| connectors[1]["url"] = "https://sandbox.example".into());
    for more in [&[][..], &["--dry-run"]] {
        let ended = house.told(&[&["connector", "import", "-", "--skip-oauth"], more].concat(), &taken);
        refused(
            &ended,
            4,
            "another provider at the address of the connector parcelry; `admin-cli provider list",
        );
    }
    assert_eq!(keys(&house), ["sandbox"]);
}

#[test]
fn what_cannot_be_read_is_said_so() {
    let (house, _) = House::with_company();
    refused(&house.run(&["connector", "import", "none.json"]), 1, "none.json cannot be read: No such file");
    refused(&house.run(&["connector", "import", "."]), 1, ". cannot be read: ");
    refused(
        &house.told(&["connector", "import", "-"], "id,label\n"),
        2,
        "standard input is not JSON: expected value at line 1",
    );
    refused(&house.told(&["connector", "import", "-"], "{}"), 2, "/connectors: is required");
    refused(&house.run(&["connector", "import"]), 2, "<FILE>");
}

#[test]
fn a_connector_is_shown_by_its_key_or_its_id_in_its_own_workspace() {
    let (house, _) = House::with_company();
    let sandbox = house.json(&["connector", "show", "sandbox"]);
    let id = sandbox["datasource_id"].as_str().unwrap();
    assert_eq!(house.json(&["connector", "show", id]), sandbox);
    let said = "connector not found in this workspace; `admin-cli connector list` shows what there is";
    refused(&house.run(&["connector", "show", "nothing"]), 3, said);
    let other = house.id(&["workspace", "create", "Other"]);
    for name in ["sandbox", id] {
        refused(&house.run(&["connector", "show", name, "--workspace", &other]), 3, said);
    }
    assert!(house.does(&["connector", "list", "--workspace", &other]).starts_with("No connector; "));
}

#[test]
fn connectors_are_offered_in_the_order_in_which_a_flow_names_them() {
    let (house, _) = House::with_company();
    import(&house, &[]);
    let offered = |flow: &Value| -> Vec<String> {
        let all = flow["connectors"].as_array().unwrap().iter();
        all.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let create = ["flow", "create", "--name", "B", "--key", "b"];
    let order = ["--connector", "tidewater", "--connector", "fernbank", "--connector", "parcelry"];
    assert_eq!(offered(&house.json(&[&create[..], &order].concat())), ["tidewater", "fernbank", "parcelry"]);
    let order = ["--connector", "parcelry", "--connector", "sandbox"];
    let changed = house.json(&[&["flow", "update", "b"], &order[..]].concat());
    assert_eq!(offered(&changed), ["parcelry", "sandbox"]);
}

#[test]
fn an_import_stands_in_the_event_log() {
    let (house, _) = House::with_company();
    import(&house, &["--as", "Otto"]);
    let events = house.json(&["events", "list", "--type", "PROVIDER_CREATED"]);
    let mut told: Vec<_> = events["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["actor"]["id"] == "Otto")
        .map(|event| event["data"]["connector"].as_str().unwrap())
        .collect();
    told.sort_unstable();
    assert_eq!(told, ["fernbank", "parcelry", "tidewater"]);
    house.does(&["events", "verify"]);
}

#[test]
fn t161_a_key_in_a_catalog_does_not_act_on_the_terminal() {
    let (house, _) = House::with_company();
    let evil =
        catalog(|connectors| connectors[1]["connect_ui_params"]["\u{1b}[2J"] = json!({ "label": "x" }));
    let ended = house.told(&["connector", "import", "-", "--skip-oauth"], &evil);
    refused(&ended, 2, "connect_ui_params/\\u{1b}[2J: has a key");
    assert!(!ended.err.contains('\u{1b}'), "{:?}", ended.err);
}
