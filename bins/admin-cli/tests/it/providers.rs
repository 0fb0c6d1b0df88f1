//! Provider catalogs: taken in whole or not at all, and found.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::house::{House, refused};

/// The example of the how-to.
const CATALOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/providers.json");

fn names(house: &House, more: &[&str]) -> Vec<String> {
    let list = house.json(&[&["provider", "list"], more].concat());
    let all = list["providers"].as_array().unwrap().iter();
    all.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn counts(created: u32, updated: u32, unchanged: u32) -> Value {
    json!({"created": created, "updated": updated, "unchanged": unchanged, "skipped": 0, "dryRun": false})
}

#[test]
fn a_catalog_is_foreseen_taken_in_and_found() {
    let (house, _) = House::with_company();
    let import = ["provider", "import", CATALOG];
    let foreseen = house.json(&[&import[..], &["--dry-run"]].concat());
    assert_eq!((&foreseen["created"], &foreseen["dryRun"]), (&json!(3), &json!(true)));
    assert_eq!(names(&house, &[]), ["Sandbox Utility"], "nothing was changed");
    assert_eq!(house.json(&import), counts(3, 0, 0));
    assert_eq!(house.json(&import), counts(0, 0, 3));
    assert_eq!(names(&house, &[]), ["Aquaworld", "Pacific Power", "Rheinkraft", "Sandbox Utility"]);
    assert_eq!(names(&house, &["--search", "RHEIN"]), ["Rheinkraft"]);
    assert_eq!(names(&house, &["--search", "%"]), [""; 0]);
    assert_eq!(names(&house, &["--country", "AT"]), ["Aquaworld", "Rheinkraft", "Sandbox Utility"]);
    assert_eq!(names(&house, &["--utility-type", "WATER"]), ["Aquaworld", "Sandbox Utility"]);
    assert_eq!(names(&house, &["--unlisted"]), [""; 0]);

    let text = std::fs::read_to_string(CATALOG).unwrap().replace("Aquaworld", "Aquaworld Ltd");
    let ended = house.told(&["provider", "import", "-", "--format", "json"], &text);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(serde_json::from_str::<Value>(&ended.out).unwrap(), counts(0, 1, 2));
}

#[test]
fn logos_lie_beside_the_catalog_wherever_the_command_is_run() {
    let (house, _) = House::with_company();
    let folder = house.path("catalog");
    std::fs::create_dir(&folder).unwrap();
    let picture = include_bytes!("../../../../crates/http-api/tests/data/dot.png");
    std::fs::write(folder.join("aqua.png"), picture).unwrap();
    std::fs::write(folder.join("no.svg"), "<svg/>").unwrap();
    let catalog = |logo: &str| {
        let text = json!([{"name": "Aqua", "url": "https://aqua.example", "logo": logo}]).to_string();
        std::fs::write(folder.join("providers.json"), text).unwrap();
    };
    let import = ["provider", "import", "catalog/providers.json"];
    for (logo, code, said) in [
        ("no.svg", 2, "/0/logo: the picture must be a PNG, JPEG or WebP picture"),
        ("nowhere.png", 2, "nowhere.png cannot be read"),
        ("ftp://aqua.example/logo.png", 2, "/0/logo: must begin with https://"),
        ("http://aqua.example/logo.png", 2, "/0/logo: the address must begin with https://"),
        ("https://10.0.0.1/logo.png", 2, "/0/logo: the address is not on the internet"),
    ] {
        catalog(logo);
        refused(&house.run(&import), code, said);
        assert_eq!(names(&house, &[]), ["Sandbox Utility"], "nothing was changed");
    }
    catalog("aqua.png");
    assert_eq!(house.json(&import), counts(1, 0, 0));
    assert_eq!(house.json(&import), counts(0, 0, 1), "the same logo is no change");
    let list = house.json(&["provider", "list", "--search", "aqua"]);
    let logo = list["providers"][0]["logo"].as_str().unwrap();
    assert!(logo.contains("/p/brand/") && logo.ends_with(".png"), "{logo}");
}

#[test]
fn everything_that_is_wrong_is_told_and_nothing_is_changed() {
    let (house, _) = House::with_company();
    let text = r#"{"providers": [
        {"name": "A", "url": "http://a.example", "countries": ["Germany"]},
        {"name": "B", "url": "https://b.example", "utilityTypes": ["LOVE"], "colour": "red"},
        {"url": "https://c.example", "fields": [{"key": "a b", "label": "A"}, {"key": "c", "label": ""}]},
        {"name": "D", "url": "https://d.example"},
        {"name": "E", "url": "https://d.example/", "fields": []},
        {"name": "F", "url": "https://f.example", "fields": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]},
        {"name": "G", "url": "https://d.example"},
        7
    ]}"#;
    let ended = house.told(&["provider", "import", "-"], text);
    refused(&ended, 2, "is no catalog that can be imported, nothing was changed");
    assert_snapshot!("provider_import_refused", ended.err);
    assert_eq!(names(&house, &[]), ["Sandbox Utility"]);
}

#[test]
fn a_link_is_opened_for_some_providers() {
    let (house, company) = House::with_company();
    house.does(&["provider", "import", CATALOG]);
    let list = house.json(&["provider", "list", "--search", "aqua"]);
    let id = list["providers"][0]["id"].as_str().unwrap();
    let create = ["invitation", "create", "--company", &company, "--allow-provider"];
    let made = house.json(&[&create[..], &[id]].concat());
    assert_eq!(made["allowedProviders"], json!([id]));
    let unknown = "00000000-0000-7000-8000-000000000001";
    let ended = house.run(&[&create[..], &[unknown]].concat());
    assert_ne!(ended.code, 0);
    assert!(ended.err.contains(unknown) && ended.err.contains("--allow-provider"), "{}", ended.err);
}
